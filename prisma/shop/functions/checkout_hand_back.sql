-- After a card was declined, or no payment could be made for it: the order's units are everyone's again, unless a later card is
-- being tried. A driver that did not try the card itself waits until nobody has tried one for so many seconds.
CREATE OR REPLACE FUNCTION public.checkout_hand_back(customer uuid, order_id uuid, attempt_was integer, quiet_seconds integer)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM FROM "Order" o
    WHERE o."customerId" = customer AND o.id = order_id AND o.status IN ('PENDING', 'PAYING') AND o.attempt = attempt_was
      AND o."triedAt" <= now() - make_interval(secs => quiet_seconds) FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'kept'); END IF;
  RETURN jsonb_build_object('outcome', 'handed_back', 'stock', checkout_give_units(customer, order_id));
END $function$;
