-- Marks an order paid (T5) when this payment is its own and it still waits for it: the units leave the stock, the cart is done and
-- the outbox gets the event. Units that a declined card gave back are reserved again first. Money that the order can't take is
-- written down as a refund (T8).
CREATE OR REPLACE FUNCTION public.checkout_paid(request jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  customer uuid := (request ->> 'customerId')::uuid;
  order_id uuid := (request ->> 'orderId')::uuid;
  intent bytea := decode(request ->> 'intentHash', 'hex');
  bought "Order";
  paid boolean;
  line record;
  moved record;
  stock jsonb := '[]';
BEGIN
  -- A declined card gave the units back. Money that comes after all takes them again, or is sent back.
  PERFORM FROM "Order" o WHERE o."customerId" = customer AND o.id = order_id AND o.status = 'PAYING'
      AND o.total = (request ->> 'amount')::int AND o.currency = request ->> 'currency'
      AND EXISTS (SELECT FROM "Payment" p WHERE p."customerId" = customer AND p."orderId" = order_id AND p."intentHash" = intent)
    FOR UPDATE;
  IF FOUND AND EXISTS (SELECT FROM "Reservation" r
      WHERE r."customerId" = customer AND r."orderId" = order_id AND r.status = 'RELEASED') THEN
    BEGIN
      PERFORM checkout_take_units(customer, order_id);
    EXCEPTION WHEN SQLSTATE 'F5101' THEN
      UPDATE "Order" o SET status = 'CANCELED', "canceledAt" = now(), "cancelReason" = 'out_of_stock'
        WHERE o."customerId" = customer AND o.id = order_id;
    END;
  END IF;

  UPDATE "Order" o SET status = 'PAID', "paidAt" = now(), "shippingStatus" = 'PREPARING'
    WHERE o."customerId" = customer AND o.id = order_id AND o.status = 'PAYING'
      AND o.total = (request ->> 'amount')::int AND o.currency = request ->> 'currency'
      AND EXISTS (SELECT FROM "Payment" p WHERE p."customerId" = customer AND p."orderId" = order_id AND p."intentHash" = intent)
    RETURNING * INTO bought;
  paid := FOUND;

  IF request ? 'eventHash' THEN
    INSERT INTO "StripeEvent" ("customerId", "eventHash", type, "orderId")
      VALUES (customer, decode(request ->> 'eventHash', 'hex'), request ->> 'eventType', order_id)
      ON CONFLICT DO NOTHING;
  END IF;

  IF NOT paid THEN
    SELECT * INTO bought FROM "Order" o WHERE o."customerId" = customer AND o.id = order_id FOR UPDATE;
    IF bought.id IS NULL THEN RETURN jsonb_build_object('outcome', 'no_such_order'); END IF;
    IF bought.status = 'PENDING' THEN RETURN jsonb_build_object('outcome', 'not_attached'); END IF;
    IF bought.status = 'PAID'
       AND EXISTS (SELECT FROM "Payment" p WHERE p."customerId" = customer AND p."orderId" = order_id AND p."intentHash" = intent)
    THEN RETURN jsonb_build_object('outcome', 'already_paid'); END IF;
    INSERT INTO "Refund" ("customerId", "orderId", "intentHash", "intentSealed", "keyVersion", amount, currency, reason)
      VALUES (customer, order_id, intent, decode(request ->> 'intentSealed', 'hex'), (request ->> 'keyVersion')::int,
        (request ->> 'amount')::int, request ->> 'currency',
        CASE WHEN bought.status = 'CANCELED' THEN 'order_canceled' ELSE 'not_this_payment' END)
      ON CONFLICT DO NOTHING;
    RETURN jsonb_build_object('outcome', 'refund');
  END IF;

  -- The cart is done, unless the shopper changed it meanwhile: then what was bought leaves it and the rest stays.
  UPDATE "Cart" SET status = 'ORDERED', version = version + 1, "updatedAt" = now()
    WHERE "customerId" = customer AND id = bought."cartId" AND version = bought."cartVersion" AND status <> 'ORDERED';
  IF NOT FOUND THEN
    DELETE FROM "CartLine" c USING "OrderLine" l
      WHERE c."customerId" = customer AND c."cartId" = bought."cartId"
        AND l."customerId" = customer AND l."orderId" = order_id AND l.sku = c.sku AND c.quantity <= l.quantity;
    UPDATE "CartLine" c SET quantity = c.quantity - l.quantity FROM "OrderLine" l
      WHERE c."customerId" = customer AND c."cartId" = bought."cartId"
        AND l."customerId" = customer AND l."orderId" = order_id AND l.sku = c.sku;
    UPDATE "Cart" SET version = version + 1, "updatedAt" = now() WHERE "customerId" = customer AND id = bought."cartId";
  END IF;

  INSERT INTO "OutboxEvent" ("customerId", id, type, payload)
    VALUES (customer, (request ->> 'eventId')::uuid, request ->> 'eventName',
      jsonb_set(request -> 'eventPayload', '{paidAt}', to_jsonb(bought."paidAt")));

  UPDATE "Reservation" SET status = 'COMMITTED' WHERE "customerId" = customer AND "orderId" = order_id AND status = 'HELD';

  FOR line IN
    SELECT r.sku, r.quantity FROM "Reservation" r
      WHERE r."customerId" = customer AND r."orderId" = order_id AND r.status = 'COMMITTED' ORDER BY r.sku COLLATE "C"
  LOOP
    UPDATE "Stock" s SET "onHand" = s."onHand" - line.quantity, reserved = s.reserved - line.quantity,
        version = s.version + 1, "updatedAt" = now()
      WHERE s.sku = line.sku RETURNING s.sku, s."onHand", s.reserved, s.version INTO moved;
    stock := stock || jsonb_build_object('sku', moved.sku, 'onHand', moved."onHand", 'reserved', moved.reserved, 'version', moved.version);
  END LOOP;

  RETURN jsonb_build_object('outcome', 'paid', 'stock', stock);
END $function$;
