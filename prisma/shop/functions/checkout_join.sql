-- Joins a key with an open order that another one made. Answers the order that the key stands for: this one, or the one
-- that it stood for already.
CREATE OR REPLACE FUNCTION public.checkout_join(customer uuid, key text, order_id uuid)
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
DECLARE
  known uuid := checkout_order_of(customer, key);
BEGIN
  IF known IS NOT NULL THEN RETURN known; END IF;
  INSERT INTO "CheckoutAlias" ("customerId", "checkoutKey", "orderId") VALUES (customer, key, order_id);
  RETURN order_id;
END $function$;
