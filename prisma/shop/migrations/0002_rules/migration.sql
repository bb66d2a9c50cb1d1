-- What must hold whatever the code does.

ALTER TABLE "Variant"
  ADD CONSTRAINT "variant_price_positive" CHECK ("price" > 0),
  ADD CONSTRAINT "variant_currency_code" CHECK ("currency" ~ '^[A-Z]{3}$');

ALTER TABLE "Stock"
  ADD CONSTRAINT "stock_reserved_within_on_hand" CHECK (0 <= "reserved" AND "reserved" <= "onHand"),
  ADD CONSTRAINT "stock_of_a_variant" FOREIGN KEY ("sku") REFERENCES "Variant" ("sku");

ALTER TABLE "StockAdjustment"
  ADD CONSTRAINT "adjustment_of_a_stock" FOREIGN KEY ("sku") REFERENCES "Stock" ("sku"),
  ADD CONSTRAINT "adjustment_changes_something" CHECK ("delta" <> 0);

ALTER TABLE "CartLine" ADD CONSTRAINT "cart_line_quantity" CHECK ("quantity" BETWEEN 1 AND 10);

ALTER TABLE "Order"
  ADD CONSTRAINT "order_amounts_not_negative" CHECK ("subtotal" >= 0 AND "shipping" >= 0 AND "tax" >= 0),
  ADD CONSTRAINT "order_total_adds_up" CHECK ("total" = "subtotal" + "shipping" + "tax" AND "total" > 0),
  ADD CONSTRAINT "order_paid_has_time" CHECK (("status" = 'PAID') = ("paidAt" IS NOT NULL)),
  ADD CONSTRAINT "order_canceled_has_time" CHECK (("status" = 'CANCELED') = ("canceledAt" IS NOT NULL));

ALTER TABLE "OrderLine"
  ADD CONSTRAINT "order_line_total" CHECK ("quantity" > 0 AND "lineTotal" = "unitPrice" * "quantity");

ALTER TABLE "Reservation" ADD CONSTRAINT "reservation_quantity" CHECK ("quantity" > 0);

ALTER TABLE "Payment" ADD CONSTRAINT "payment_amount" CHECK ("amount" > 0);

-- One cart in use per customer, one open order per cart (I7).
CREATE UNIQUE INDEX "cart_one_active" ON "Cart" ("customerId") WHERE "status" = 'ACTIVE';
CREATE UNIQUE INDEX "order_one_open_per_cart" ON "Order" ("customerId", "cartId") WHERE "status" IN ('PENDING', 'PAYING');

-- What the relay and the sweeper look for, and nothing else.
CREATE INDEX "outbox_unacknowledged" ON "OutboxEvent" ("createdAt") WHERE "acknowledgedAt" IS NULL;
CREATE INDEX "order_open_by_expiry" ON "Order" ("expiresAt") WHERE "status" IN ('PENDING', 'PAYING');
