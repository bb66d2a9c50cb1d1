-- A batch of orders that one worker picks in one walk. An order is in one batch at most, so two workers never fetch the same units.

CREATE TABLE "PickBatch" (
    "id" UUID NOT NULL,
    "zone" TEXT,
    "picker" TEXT NOT NULL,
    "pickerName" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PickBatch_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "Shipment" ADD COLUMN "batchId" UUID;
CREATE INDEX "Shipment_batchId_idx" ON "Shipment"("batchId");

-- The board's columns: what was shipped lately, and what is to be put back.
CREATE INDEX "Shipment_status_shippedAt_idx" ON "Shipment"("status", "shippedAt");
CREATE INDEX "shipment_to_put_back" ON "Shipment" ("orderedAt") WHERE "needsReturn";
