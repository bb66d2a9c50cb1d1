-- Gives back the money of a paid order that the warehouse will not send (T9), once. What is still on the shelf can be sold again,
-- logged as an adjustment (I1). Calling it again for the same payment changes nothing.
CREATE OR REPLACE FUNCTION public.order_not_shipped(request jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  customer uuid := (request ->> 'customerId')::uuid;
  order_id uuid := (request ->> 'orderId')::uuid;
  intent bytea := decode(request ->> 'intentHash', 'hex');
  bought "Order";
  line record;
  moved record;
  stock jsonb := '[]';
BEGIN
  SELECT * INTO bought FROM "Order" o
    WHERE o."customerId" = customer AND o.id = order_id AND o.status = 'PAID' AND o."shippingStatus" = 'CANCELED' FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'ships'); END IF;

  INSERT INTO "Refund" ("customerId", "orderId", "intentHash", "intentSealed", "keyVersion", amount, currency, reason)
    SELECT customer, order_id, intent, decode(request ->> 'intentSealed', 'hex'), (request ->> 'keyVersion')::int,
      p.amount, p.currency, 'not_shipped'
    FROM "Payment" p WHERE p."customerId" = customer AND p."orderId" = order_id AND p."intentHash" = intent
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'settled'); END IF;

  IF bought."notShippedBecause" IN ('order_canceled', 'undeliverable') THEN
    FOR line IN
      SELECT l.sku, l.quantity FROM "OrderLine" l
        WHERE l."customerId" = customer AND l."orderId" = order_id ORDER BY l.sku COLLATE "C"
    LOOP
      UPDATE "Stock" s SET "onHand" = s."onHand" + line.quantity, version = s.version + 1, "updatedAt" = now()
        WHERE s.sku = line.sku RETURNING s.sku, s."onHand", s.reserved, s.version INTO moved;
      IF FOUND THEN
        INSERT INTO "StockAdjustment" (id, sku, delta, reason, actor, "actorName")
          VALUES (gen_random_uuid(), line.sku, line.quantity, 'Not shipped: ' || bought.number, 'warehouse', 'Warehouse');
        stock := stock || jsonb_build_object('sku', moved.sku, 'onHand', moved."onHand", 'reserved', moved.reserved, 'version', moved.version);
      END IF;
    END LOOP;
  END IF;
  RETURN jsonb_build_object('outcome', 'refunded', 'stock', stock);
END $function$;
