-- Servers write carts with `cart_write` since migration 0013; no server calls `cart_put` any more.
DROP FUNCTION cart_put(jsonb);
