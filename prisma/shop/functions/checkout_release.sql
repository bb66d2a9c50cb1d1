-- Cancels an open order (T7) and gives back what it still has reserved. Answers not_released when the order has moved on.
CREATE OR REPLACE FUNCTION public.checkout_release(customer uuid, order_id uuid, from_status text, reason text)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  stock jsonb;
BEGIN
  UPDATE "Order" SET status = 'CANCELED', "canceledAt" = now(), "cancelReason" = reason
    WHERE "customerId" = customer AND id = order_id AND status = from_status::"OrderStatus"
      AND from_status IN ('PENDING', 'PAYING');
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'not_released'); END IF;

  stock := checkout_give_units(customer, order_id);

  RETURN jsonb_build_object('outcome', 'released', 'stock', stock);
END $function$;
