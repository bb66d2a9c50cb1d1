-- Reserves what an open order has given back. Raises F5101 with what is short; then nothing has changed. The order is locked.
CREATE OR REPLACE FUNCTION public.checkout_take_units(customer uuid, order_id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  line record;
  moved record;
  stock jsonb := '[]';
  short jsonb;
BEGIN
  FOR line IN
    SELECT r.sku, r.quantity FROM "Reservation" r
      WHERE r."customerId" = customer AND r."orderId" = order_id AND r.status = 'RELEASED' ORDER BY r.sku COLLATE "C"
  LOOP
    UPDATE "Stock" s SET reserved = s.reserved + line.quantity, version = s.version + 1, "updatedAt" = now()
      WHERE s.sku = line.sku AND s."onHand" - s.reserved >= line.quantity
      RETURNING s.sku, s."onHand", s.reserved, s.version INTO moved;
    IF NOT FOUND THEN
      SELECT jsonb_agg(jsonb_build_object('sku', r.sku, 'available', coalesce(s."onHand" - s.reserved, 0)))
        INTO short
        FROM "Reservation" r LEFT JOIN "Stock" s ON s.sku = r.sku
        WHERE r."customerId" = customer AND r."orderId" = order_id AND r.status = 'RELEASED'
          AND (coalesce(s."onHand" - s.reserved, 0) < r.quantity OR r.sku = line.sku);
      RAISE EXCEPTION 'out of stock' USING ERRCODE = 'F5101', DETAIL = short::text;
    END IF;
    stock := stock || jsonb_build_object('sku', moved.sku, 'onHand', moved."onHand", 'reserved', moved.reserved, 'version', moved.version);
  END LOOP;
  UPDATE "Reservation" SET status = 'HELD' WHERE "customerId" = customer AND "orderId" = order_id AND status = 'RELEASED';
  RETURN stock;
END $function$;
