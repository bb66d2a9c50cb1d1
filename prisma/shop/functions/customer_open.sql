-- Stores a guest with its first browser; again with the same id changes nothing.
CREATE OR REPLACE FUNCTION public.customer_open(customer uuid, token bytea)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO "Customer" ("customerId") VALUES (customer) ON CONFLICT DO NOTHING;
  IF FOUND THEN INSERT INTO "CustomerToken" ("customerId", "tokenHash") VALUES (customer, token); END IF;
END $function$;
