-- Moves the lines of `giver`'s active cart to `taker`'s, which is made if there is none: each unit once, a line up to
-- `max_units`, up to `max_lines` lines. The giver's cart ends as MERGED, so that of many calls at once one moves anything.
-- Answers {outcome}: nothing (there is nothing to move) · kept (an open order pins one of the carts: nothing is moved)
-- · merged {from, to, version, lines: what moved}.
CREATE OR REPLACE FUNCTION public.cart_merge(giver uuid, taker uuid, new_cart uuid, idle_hours integer, max_units integer, max_lines integer)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  from_cart uuid;
  to_cart "Cart";
  moved jsonb;
BEGIN
  SELECT id INTO from_cart FROM "Cart" WHERE "customerId" = giver AND status = 'ACTIVE' FOR UPDATE;
  IF from_cart IS NULL THEN RETURN jsonb_build_object('outcome', 'nothing'); END IF;
  SELECT * INTO to_cart FROM "Cart" WHERE "customerId" = taker AND status = 'ACTIVE' FOR UPDATE;
  -- A checkout locks its cart before it writes its order: none can begin while both are locked here.
  IF EXISTS (SELECT FROM "Order" WHERE "customerId" = giver AND "cartId" = from_cart AND status IN ('PENDING', 'PAYING'))
    OR EXISTS (SELECT FROM "Order" WHERE "customerId" = taker AND "cartId" = to_cart.id AND status IN ('PENDING', 'PAYING'))
  THEN RETURN jsonb_build_object('outcome', 'kept'); END IF;

  UPDATE "Cart" SET status = 'MERGED', version = version + 1, "updatedAt" = now()
    WHERE "customerId" = giver AND id = from_cart;
  IF NOT EXISTS (SELECT FROM "CartLine" WHERE "customerId" = giver AND "cartId" = from_cart) THEN
    RETURN jsonb_build_object('outcome', 'nothing');
  END IF;

  INSERT INTO "Cart" ("customerId", id, "expiresAt") VALUES (taker, new_cart, now() + make_interval(hours => idle_hours))
    ON CONFLICT ("customerId") WHERE status = 'ACTIVE' DO UPDATE
      SET version = "Cart".version + 1, "updatedAt" = now(), "expiresAt" = greatest("Cart"."expiresAt", excluded."expiresAt")
    RETURNING * INTO to_cart;

  WITH given AS (
    DELETE FROM "CartLine" WHERE "customerId" = giver AND "cartId" = from_cart RETURNING sku, quantity, "addedAt"
  ), known AS (
    SELECT sku FROM "CartLine" WHERE "customerId" = taker AND "cartId" = to_cart.id
  ), fitting AS (
    SELECT g.* FROM given g LEFT JOIN known k USING (sku)
      ORDER BY (k.sku IS NULL), g."addedAt" DESC
      LIMIT max_lines - (SELECT count(*) FROM known WHERE sku NOT IN (SELECT sku FROM given))
  ), put AS (
    INSERT INTO "CartLine" AS line ("customerId", "cartId", sku, quantity, "addedAt")
      SELECT taker, to_cart.id, sku, least(quantity, max_units), "addedAt" FROM fitting
    ON CONFLICT ("customerId", "cartId", sku) DO UPDATE SET quantity = least(line.quantity + excluded.quantity, max_units)
    RETURNING sku, quantity
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('sku', g.sku, 'quantity', coalesce(p.quantity, 0))), '[]')
    INTO moved FROM given g LEFT JOIN put p USING (sku);

  RETURN jsonb_build_object('outcome', 'merged', 'from', from_cart, 'to', to_cart.id, 'version', to_cart.version, 'lines', moved);
END $function$;
