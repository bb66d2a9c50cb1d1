-- The steps of an order that must be atomic and take one round trip (docs/decisions/0004). Each function is one
-- transaction when it is called on its own. Stock rows are locked last, in the order of their SKUs, so that two
-- orders never wait for each other and a hot row is held for as short a time as can be.

-- T1. Reserves what a cart holds and writes the order.
-- `lines` is [{sku, quantity, unitPrice, slug, name, options, imageKey}], one element per SKU.
-- Answers {outcome, …}: reserved {order, stock} · duplicate {order} · open_order {order} · cart_changed · price_changed
-- · too_many_open. Raises SQLSTATE F5101 when stock is short, with [{sku, available}] in DETAIL: nothing is written then.
CREATE FUNCTION checkout_reserve(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  customer uuid := (request ->> 'customerId')::uuid;
  cart_id uuid := (request ->> 'cartId')::uuid;
  order_id uuid := (request ->> 'orderId')::uuid;
  cart "Cart";
  known "Order";
  line record;
  moved record;
  stock jsonb := '[]';
  short jsonb;
BEGIN
  SELECT * INTO known FROM "Order" WHERE "customerId" = customer AND "checkoutKey" = request ->> 'checkoutKey';
  IF FOUND THEN RETURN jsonb_build_object('outcome', 'duplicate', 'orderId', known.id); END IF;

  -- Serialises the tabs and double clicks of one shopper.
  SELECT * INTO cart FROM "Cart" WHERE "customerId" = customer AND id = cart_id FOR UPDATE;

  SELECT * INTO known FROM "Order" WHERE "customerId" = customer AND "checkoutKey" = request ->> 'checkoutKey';
  IF FOUND THEN RETURN jsonb_build_object('outcome', 'duplicate', 'orderId', known.id); END IF;

  SELECT * INTO known FROM "Order"
    WHERE "customerId" = customer AND "cartId" = cart_id AND status IN ('PENDING', 'PAYING');
  IF FOUND THEN RETURN jsonb_build_object('outcome', 'open_order', 'orderId', known.id); END IF;

  IF cart.id IS NULL OR cart.status <> 'ACTIVE' OR cart.version <> (request ->> 'cartVersion')::int THEN
    RETURN jsonb_build_object('outcome', 'cart_changed');
  END IF;
  IF (SELECT count(*) FROM "Order" WHERE "customerId" = customer AND status IN ('PENDING', 'PAYING'))
     >= (request ->> 'maxOpenOrders')::int THEN
    RETURN jsonb_build_object('outcome', 'too_many_open');
  END IF;
  IF EXISTS (
    SELECT FROM jsonb_to_recordset(request -> 'lines') AS l(sku text, "unitPrice" int)
    LEFT JOIN "Variant" v ON v.sku = l.sku AND v.active AND v.price = l."unitPrice" AND v.currency = request ->> 'currency'
    WHERE v.sku IS NULL
  ) THEN
    RETURN jsonb_build_object('outcome', 'price_changed');
  END IF;

  INSERT INTO "Order" ("customerId", id, number, "checkoutKey", "cartId", "cartVersion", status, email, "shippingAddress",
      "shippingMethod", currency, subtotal, shipping, tax, total, "expiresAt")
    VALUES (customer, order_id, request ->> 'number', request ->> 'checkoutKey', cart_id, cart.version, 'PENDING',
      request ->> 'email', request -> 'shippingAddress', request ->> 'shippingMethod', request ->> 'currency',
      (request ->> 'subtotal')::int, (request ->> 'shipping')::int, (request ->> 'tax')::int, (request ->> 'total')::int,
      now() + make_interval(secs => (request ->> 'openForSeconds')::float));

  INSERT INTO "OrderLine" ("customerId", "orderId", sku, slug, name, options, "imageKey", "unitPrice", quantity, "lineTotal")
    SELECT customer, order_id, l.sku, l.slug, l.name, l.options, l."imageKey", l."unitPrice", l.quantity, l."unitPrice" * l.quantity
    FROM jsonb_to_recordset(request -> 'lines')
      AS l(sku text, slug text, name text, options jsonb, "imageKey" text, "unitPrice" int, quantity int);

  INSERT INTO "Reservation" ("customerId", "orderId", sku, quantity, status)
    SELECT customer, order_id, l.sku, l.quantity, 'HELD'
    FROM jsonb_to_recordset(request -> 'lines') AS l(sku text, quantity int);

  -- The cart lives as long as its order does.
  UPDATE "Cart" SET "expiresAt" = greatest("expiresAt", now() + make_interval(secs => (request ->> 'openForSeconds')::float))
    WHERE "customerId" = customer AND id = cart_id;

  FOR line IN
    SELECT l.sku, l.quantity FROM jsonb_to_recordset(request -> 'lines') AS l(sku text, quantity int) ORDER BY l.sku COLLATE "C"
  LOOP
    UPDATE "Stock" s SET reserved = s.reserved + line.quantity, version = s.version + 1, "updatedAt" = now()
      WHERE s.sku = line.sku AND s."onHand" - s.reserved >= line.quantity
      RETURNING s.sku, s."onHand", s.reserved, s.version INTO moved;
    IF NOT FOUND THEN
      SELECT jsonb_agg(jsonb_build_object('sku', l.sku, 'available', coalesce(s."onHand" - s.reserved, 0)))
        INTO short
        FROM jsonb_to_recordset(request -> 'lines') AS l(sku text, quantity int)
        LEFT JOIN "Stock" s ON s.sku = l.sku
        WHERE coalesce(s."onHand" - s.reserved, 0) < l.quantity OR l.sku = line.sku;
      RAISE EXCEPTION 'out of stock' USING ERRCODE = 'F5101', DETAIL = short::text;
    END IF;
    stock := stock || jsonb_build_object('sku', moved.sku, 'onHand', moved."onHand", 'reserved', moved.reserved, 'version', moved.version);
  END LOOP;

  RETURN jsonb_build_object('outcome', 'reserved', 'orderId', order_id, 'stock', stock);
END $$;

-- T5. The money is there: the order is paid, the goods leave the stock, the cart is done, the warehouse is told.
-- Answers {outcome}: paid {stock} · already_paid · refund (money that no order can take; a Refund row is written)
-- · not_attached (the order has no payment yet) · no_such_order; nothing is done in these two. A webhook's event is stored in the same transaction.
CREATE FUNCTION checkout_paid(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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

-- T7. Gives the stock of an open order back. `from` is the state the caller saw: PENDING (no payment was attached), or
-- PAYING once the processor has confirmed that the payment is canceled.
CREATE FUNCTION checkout_release(customer uuid, order_id uuid, from_status text, reason text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  line record;
  moved record;
  stock jsonb := '[]';
BEGIN
  UPDATE "Order" SET status = 'CANCELED', "canceledAt" = now(), "cancelReason" = reason
    WHERE "customerId" = customer AND id = order_id AND status = from_status::"OrderStatus"
      AND from_status IN ('PENDING', 'PAYING');
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'not_released'); END IF;

  UPDATE "Reservation" SET status = 'RELEASED' WHERE "customerId" = customer AND "orderId" = order_id AND status = 'HELD';

  FOR line IN
    SELECT r.sku, r.quantity FROM "Reservation" r
      WHERE r."customerId" = customer AND r."orderId" = order_id ORDER BY r.sku COLLATE "C"
  LOOP
    UPDATE "Stock" s SET reserved = s.reserved - line.quantity, version = s.version + 1, "updatedAt" = now()
      WHERE s.sku = line.sku RETURNING s.sku, s."onHand", s.reserved, s.version INTO moved;
    stock := stock || jsonb_build_object('sku', moved.sku, 'onHand', moved."onHand", 'reserved', moved.reserved, 'version', moved.version);
  END LOOP;

  RETURN jsonb_build_object('outcome', 'released', 'stock', stock);
END $$;
