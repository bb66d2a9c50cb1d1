-- Units are reserved only while a payment is being tried. A declined card, or a token that Stripe does not know, gives them back
-- to the cart's soft hold; the same order takes them again with the next card.

ALTER TABLE "Order"
  -- grows with each card that is tried: what one card's end does never undoes what a later card has done
  ADD COLUMN attempt integer NOT NULL DEFAULT 1,
  ADD COLUMN "triedAt" timestamptz(3) NOT NULL DEFAULT now(),
  -- when a shopper's poll last asked the processor
  ADD COLUMN "askedAt" timestamptz(3);

-- Reserves what an open order has given back. Raises F5101 with what is short; then nothing has changed. The order is locked.
CREATE FUNCTION checkout_take_units(customer uuid, order_id uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
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
END $$;

-- Gives back what an order has reserved, which may be nothing. The order is locked.
CREATE FUNCTION checkout_give_units(customer uuid, order_id uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
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
END $$;

-- Before a card is tried on an order that was there already: the order has all its units, or F5101 is raised.
CREATE FUNCTION checkout_try(customer uuid, order_id uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  attempt_now int;
BEGIN
  UPDATE "Order" o SET attempt = o.attempt + 1, "triedAt" = now()
    WHERE o."customerId" = customer AND o.id = order_id AND o.status IN ('PENDING', 'PAYING') AND o."expiresAt" > now()
    RETURNING o.attempt INTO attempt_now;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'closed'); END IF;
  RETURN jsonb_build_object('outcome', 'trying', 'attempt', attempt_now, 'stock', checkout_take_units(customer, order_id));
END $$;

-- After a card was declined: the order's units are everyone's again, unless a later card is being tried. A driver that did not
-- try the card itself waits until nobody has tried one for so many seconds.
CREATE FUNCTION checkout_hand_back(customer uuid, order_id uuid, attempt_was int, quiet_seconds int) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "Order" o
    WHERE o."customerId" = customer AND o.id = order_id AND o.status = 'PAYING' AND o.attempt = attempt_was
      AND o."triedAt" <= now() - make_interval(secs => quiet_seconds) FOR UPDATE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'kept'); END IF;
  RETURN jsonb_build_object('outcome', 'handed_back', 'stock', checkout_give_units(customer, order_id));
END $$;

-- T5, with the units of an order whose earlier card was declined.
CREATE OR REPLACE FUNCTION checkout_paid(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
END $$;

-- T7, which gives back only what is still reserved.
CREATE OR REPLACE FUNCTION checkout_release(customer uuid, order_id uuid, from_status text, reason text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stock jsonb;
BEGIN
  UPDATE "Order" SET status = 'CANCELED', "canceledAt" = now(), "cancelReason" = reason
    WHERE "customerId" = customer AND id = order_id AND status = from_status::"OrderStatus"
      AND from_status IN ('PENDING', 'PAYING');
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'not_released'); END IF;

  stock := checkout_give_units(customer, order_id);

  RETURN jsonb_build_object('outcome', 'released', 'stock', stock);
END $$;
