-- Reconciling holds asks which of the carts that Redis names are in use; Redis does not know whose they are.
CREATE INDEX "cart_active_by_id" ON "Cart" ("id") WHERE "status" = 'ACTIVE';
