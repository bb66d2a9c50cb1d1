-- One customer, several browsers: each browser proves itself by a secret of its own.
CREATE TABLE "CustomerToken" (
    "customerId" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "accountId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CustomerToken_pkey" PRIMARY KEY ("customerId","tokenHash")
);

ALTER TABLE "CustomerToken" ADD CONSTRAINT "CustomerToken_customerId_fkey"
  FOREIGN KEY ("customerId") REFERENCES "Customer"("customerId") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "CustomerToken" ("customerId", "tokenHash", "createdAt")
  SELECT "customerId", "tokenHash", "createdAt" FROM "Customer";

ALTER TABLE "Customer" DROP COLUMN "tokenHash";

-- A person's address book, kept with the customer that the account buys as.
CREATE TABLE "SavedAddress" (
    "customerId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "address" JSONB NOT NULL,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedAddress_pkey" PRIMARY KEY ("customerId","id")
);

ALTER TABLE "SavedAddress" ADD CONSTRAINT "SavedAddress_customerId_fkey"
  FOREIGN KEY ("customerId") REFERENCES "Customer"("customerId") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE UNIQUE INDEX "saved_address_one_default" ON "SavedAddress" ("customerId") WHERE "isDefault";

-- One order of a guest, kept in an account by its signed link: once, by one account.
CREATE TABLE "OrderClaim" (
    "customerId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OrderClaim_pkey" PRIMARY KEY ("customerId","orderId")
);

CREATE INDEX "OrderClaim_accountId_idx" ON "OrderClaim"("accountId");

ALTER TABLE "OrderClaim" ADD CONSTRAINT "OrderClaim_customerId_orderId_fkey"
  FOREIGN KEY ("customerId", "orderId") REFERENCES "Order"("customerId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A cart whose lines went to the cart of the account its guest signed in to.
ALTER TYPE "CartStatus" ADD VALUE 'MERGED';

-- Moves the lines of `giver`'s active cart to `taker`'s, which is made if there is none: each unit once, a line up to
-- `max_units`, up to `max_lines` lines. The giver's cart ends as MERGED, so that of many calls at once one moves anything.
-- Answers {outcome}: nothing (there is nothing to move) · kept (an open order pins one of the carts: nothing is moved)
-- · merged {from, to, version, lines: what moved}.
CREATE FUNCTION cart_merge(giver uuid, taker uuid, new_cart uuid, idle_hours int, max_units int, max_lines int)
RETURNS jsonb LANGUAGE plpgsql AS $$
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
END $$;
