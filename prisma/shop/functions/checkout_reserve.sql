-- Reserves what a cart holds and writes the order (T1).
-- `lines` is [{sku, quantity, unitPrice, slug, name, options, imageKey}], one element per SKU.
-- Answers {outcome, …}: reserved {order, stock} · duplicate {order} · open_order {order} · cart_changed · price_changed
-- · too_many_open. Raises SQLSTATE F5101 when stock is short, with [{sku, available}] in DETAIL: nothing is written then.
CREATE OR REPLACE FUNCTION public.checkout_reserve(request jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  customer uuid := (request ->> 'customerId')::uuid;
  cart_id uuid := (request ->> 'cartId')::uuid;
  order_id uuid := (request ->> 'orderId')::uuid;
  cart "Cart";
  known "Order";
  known_id uuid;
  line record;
  moved record;
  stock jsonb := '[]';
  short jsonb;
BEGIN
  -- Serialises the double clicks of one key, and then the tabs of one cart.
  known_id := checkout_order_of(customer, request ->> 'checkoutKey');
  IF known_id IS NOT NULL THEN RETURN jsonb_build_object('outcome', 'duplicate', 'orderId', known_id); END IF;
  SELECT * INTO cart FROM "Cart" WHERE "customerId" = customer AND id = cart_id FOR UPDATE;

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
END $function$;
