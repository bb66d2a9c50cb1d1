-- Gives back what an order has reserved, which may be nothing. The order is locked.
CREATE OR REPLACE FUNCTION public.checkout_give_units(customer uuid, order_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  line record;
  moved record;
  stock jsonb := '[]';
BEGIN
  FOR line IN
    WITH given AS (
      UPDATE "Reservation" SET status = 'RELEASED' WHERE "customerId" = customer AND "orderId" = order_id AND status = 'HELD'
      RETURNING sku, quantity
    )
    SELECT sku, quantity FROM given ORDER BY sku COLLATE "C"
  LOOP
    UPDATE "Stock" s SET reserved = s.reserved - line.quantity, version = s.version + 1, "updatedAt" = now()
      WHERE s.sku = line.sku RETURNING s.sku, s."onHand", s.reserved, s.version INTO moved;
    stock := stock || jsonb_build_object('sku', moved.sku, 'onHand', moved."onHand", 'reserved', moved.reserved, 'version', moved.version);
  END LOOP;
  RETURN stock;
END $function$;
