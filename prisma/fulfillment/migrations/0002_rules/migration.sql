-- What must hold whatever the code does.

ALTER TABLE "ShipmentLine" ADD CONSTRAINT "shipment_line_quantity" CHECK ("quantity" > 0);

ALTER TABLE "Shipment"
  ADD CONSTRAINT "shipment_shipped_has_carrier"
  CHECK ("status" <> 'SHIPPED' OR ("carrier" IS NOT NULL AND "trackingNumber" IS NOT NULL AND "shippedAt" IS NOT NULL));

CREATE INDEX "outbox_unacknowledged" ON "OutboxEvent" ("createdAt") WHERE "acknowledgedAt" IS NULL;
CREATE INDEX "dead_letter_open" ON "DeadLetter" ("receivedAt") WHERE "replayedAt" IS NULL;
