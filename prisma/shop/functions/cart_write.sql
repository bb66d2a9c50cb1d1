-- Puts units of a variant into the customer's cart, which is made if there is none and whose time starts again: `mode` add
-- adds them to what the line has, set replaces it. `token` (hex) is the browser's secret, hashed; `isNew` when nothing is
-- stored of the customer yet.
-- Answers {outcome}: unknown_shopper · unknown_sku · written {id, version, before, lines, variants}; `before` is what the
-- line had, `variants` what is sold of the lines. Raises SQLSTATE F5102 with `units` or `lines` in DETAIL when the line or
-- the cart would be too full, and with `pinned` when an order is open. Only `written` writes.
CREATE OR REPLACE FUNCTION public.cart_write(request jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  customer uuid := (request ->> 'customerId')::uuid;
  token bytea := decode(request ->> 'token', 'hex');
  wanted text := request ->> 'sku';
  units int := (request ->> 'quantity')::int;
  cart "Cart";
  before int;
  content jsonb;
BEGIN
  IF NOT (request ->> 'isNew')::boolean
    AND NOT customer_has_browser(customer, token, (request ->> 'accountDays')::int) THEN
    RETURN jsonb_build_object('outcome', 'unknown_shopper');
  END IF;
  IF NOT EXISTS (SELECT FROM catalog_sellable(ARRAY[wanted])) THEN
    RETURN jsonb_build_object('outcome', 'unknown_sku');
  END IF;
  IF (request ->> 'isNew')::boolean THEN PERFORM customer_open(customer, token); END IF;

  -- Locks the cart: writes of one cart come one after the other, and none while a checkout makes an order of it.
  INSERT INTO "Cart" ("customerId", id, "expiresAt")
    VALUES (customer, (request ->> 'newCart')::uuid, now() + make_interval(hours => (request ->> 'idleHours')::int))
    ON CONFLICT ("customerId") WHERE status = 'ACTIVE' DO UPDATE
      SET version = "Cart".version + 1, "updatedAt" = now(), "expiresAt" = greatest("Cart"."expiresAt", excluded."expiresAt")
    RETURNING * INTO cart;
  IF order_is_open(customer) THEN
    RAISE EXCEPTION 'the cart is being paid for' USING ERRCODE = 'F5102', DETAIL = 'pinned';
  END IF;

  SELECT quantity INTO before FROM "CartLine" WHERE "customerId" = customer AND "cartId" = cart.id AND sku = wanted;
  before := coalesce(before, 0);
  IF request ->> 'mode' = 'add' THEN units := before + units; END IF;
  IF units > (request ->> 'maxUnits')::int THEN
    RAISE EXCEPTION 'the line would be too full' USING ERRCODE = 'F5102', DETAIL = 'units';
  END IF;
  INSERT INTO "CartLine" ("customerId", "cartId", sku, quantity) VALUES (customer, cart.id, wanted, units)
    ON CONFLICT ("customerId", "cartId", sku) DO UPDATE SET quantity = excluded.quantity, "updatedAt" = excluded."updatedAt";

  SELECT jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity) ORDER BY "addedAt", sku)
    INTO content FROM "CartLine" WHERE "customerId" = customer AND "cartId" = cart.id;
  IF jsonb_array_length(content) > (request ->> 'maxLines')::int THEN
    RAISE EXCEPTION 'the cart would be too full' USING ERRCODE = 'F5102', DETAIL = 'lines';
  END IF;
  RETURN jsonb_build_object('outcome', 'written', 'id', cart.id, 'version', cart.version, 'before', before, 'lines', content,
    'variants', (SELECT jsonb_agg(sold) FROM catalog_sellable(ARRAY(SELECT line ->> 'sku' FROM jsonb_array_elements(content) AS line)) AS sold));
END $function$;
