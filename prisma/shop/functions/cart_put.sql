-- Puts units of a variant into the customer's cart, which is made if there is none and whose time starts again: `mode` add
-- adds them to what the line has, set replaces it. `token` (hex) is there when nothing is stored of the customer yet.
-- Answers {id, version, before, lines}; `before` is what the line had. Raises SQLSTATE F5102 when the line or the cart
-- would be too full, with `units` or `lines` in DETAIL: nothing is written then.
CREATE OR REPLACE FUNCTION public.cart_put(request jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  customer uuid := (request ->> 'customerId')::uuid;
  wanted text := request ->> 'sku';
  units int := (request ->> 'quantity')::int;
  cart "Cart";
  before int;
  content jsonb;
BEGIN
  IF request ->> 'token' IS NOT NULL THEN
    PERFORM customer_open(customer, decode(request ->> 'token', 'hex'));
  END IF;

  -- Locks the cart: writes of one cart come one after the other.
  INSERT INTO "Cart" ("customerId", id, "expiresAt")
    VALUES (customer, (request ->> 'newCart')::uuid, now() + make_interval(hours => (request ->> 'idleHours')::int))
    ON CONFLICT ("customerId") WHERE status = 'ACTIVE' DO UPDATE
      SET version = "Cart".version + 1, "updatedAt" = now(), "expiresAt" = greatest("Cart"."expiresAt", excluded."expiresAt")
    RETURNING * INTO cart;

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
  RETURN jsonb_build_object('id', cart.id, 'version', cart.version, 'before', before, 'lines', content);
END $function$;
