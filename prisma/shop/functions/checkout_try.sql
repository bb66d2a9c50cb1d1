-- Before a card is tried on an order that was there already: the order has all its units, or F5101 is raised.
CREATE OR REPLACE FUNCTION public.checkout_try(customer uuid, order_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  attempt_now int;
BEGIN
  UPDATE "Order" o SET attempt = o.attempt + 1, "triedAt" = now()
    WHERE o."customerId" = customer AND o.id = order_id AND o.status IN ('PENDING', 'PAYING') AND o."expiresAt" > now()
    RETURNING o.attempt INTO attempt_now;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'closed'); END IF;
  RETURN jsonb_build_object('outcome', 'trying', 'attempt', attempt_now, 'stock', checkout_take_units(customer, order_id));
END $function$;
