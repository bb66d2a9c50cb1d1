-- The order that this key stands for, or null. Holds the key until the transaction ends.
CREATE OR REPLACE FUNCTION public.checkout_order_of(customer uuid, key text)
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
DECLARE
  known uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(customer || key, 51));
  SELECT id INTO known FROM "Order" WHERE "customerId" = customer AND "checkoutKey" = key;
  IF FOUND THEN RETURN known; END IF;
  SELECT "orderId" INTO known FROM "CheckoutAlias" WHERE "customerId" = customer AND "checkoutKey" = key;
  RETURN known;
END $function$;
