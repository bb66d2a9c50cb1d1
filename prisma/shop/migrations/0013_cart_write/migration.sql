-- A write of a cart asks once (docs/decisions/0023): who asks, whether an order is open, what is sold and the line itself.
-- Each context says its part in a function of its own, which its other callers use as well.

-- Identity: whether a browser with this secret may act as the customer.
CREATE FUNCTION customer_has_browser(customer uuid, token bytea, account_days int) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM "CustomerToken" WHERE "customerId" = customer AND "tokenHash" = token
    AND ("accountId" IS NULL OR "createdAt" > now() - make_interval(days => account_days)))
$$;

-- Orders: whether an order of the customer waits for its payment, and pins the cart it was made of.
CREATE FUNCTION order_is_open(customer uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM "Order" WHERE "customerId" = customer AND status IN ('PENDING', 'PAYING'))
$$;

-- Catalog: what is sold under these SKUs now, without the photographs that are not shown.
CREATE FUNCTION catalog_sellable(skus text[])
RETURNS TABLE (sku text, options jsonb, price int, currency text, "imageKey" text, slug text, name text, photo jsonb)
LANGUAGE sql STABLE AS $$
  SELECT v.sku, v.options, v.price, v.currency::text, v."imageKey", p.slug, p.name,
    jsonb_path_query_first(p.images, '$[*] ? (@.key == $key)', jsonb_build_object('key', v."imageKey"))
  FROM "Variant" v JOIN "Product" p ON p.id = v."productId"
  WHERE v.sku = ANY (skus) AND v.active AND p.status = 'ACTIVE'
$$;

-- Puts units of a variant into the customer's cart, which is made if there is none and whose time begins anew: `mode` add
-- adds them to what the line has, set replaces it. `token` (hex) is the browser's secret, hashed; `isNew` when nothing is
-- stored of the customer yet.
-- Answers {outcome}: unknown_shopper · unknown_sku · written {id, version, before, lines, variants}; `before` is what the
-- line had, `variants` what is sold of the lines. Raises SQLSTATE F5102 with `units` or `lines` in DETAIL when the line or
-- the cart would be too full, and with `pinned` when an order is open. Nothing is written but where it says so.
-- `cart_put` stays for servers of the release before, which run until this one has taken over.
CREATE FUNCTION cart_write(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
    ON CONFLICT ("customerId", "cartId", sku) DO UPDATE SET quantity = excluded.quantity;

  SELECT jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity) ORDER BY "addedAt", sku)
    INTO content FROM "CartLine" WHERE "customerId" = customer AND "cartId" = cart.id;
  IF jsonb_array_length(content) > (request ->> 'maxLines')::int THEN
    RAISE EXCEPTION 'the cart would be too full' USING ERRCODE = 'F5102', DETAIL = 'lines';
  END IF;
  RETURN jsonb_build_object('outcome', 'written', 'id', cart.id, 'version', cart.version, 'before', before, 'lines', content,
    'variants', (SELECT jsonb_agg(sold) FROM catalog_sellable(ARRAY(SELECT line ->> 'sku' FROM jsonb_array_elements(content) AS line)) AS sold));
END $$;
