-- Parcels of their own, so that an order may leave in several; who did what; shelves; orders given up before they came;
-- dead letters known by the event that failed.

ALTER TYPE "ShipmentStatus" ADD VALUE 'PARTLY_SHIPPED' BEFORE 'SHIPPED';

ALTER TABLE "Shipment"
  ADD COLUMN "cancelReason" TEXT,
  ADD COLUMN "needsReturn" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "ShipmentLine" ADD COLUMN "shipped" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "Parcel" (
    "customerId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "shipmentId" UUID NOT NULL,
    "carrier" TEXT NOT NULL,
    "trackingNumber" TEXT NOT NULL,
    "shippedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Parcel_pkey" PRIMARY KEY ("customerId","id")
);

CREATE TABLE "ParcelLine" (
    "customerId" UUID NOT NULL,
    "parcelId" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "ParcelLine_pkey" PRIMARY KEY ("customerId","parcelId","sku")
);

CREATE TABLE "CanceledOrder" (
    "customerId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "canceledAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CanceledOrder_pkey" PRIMARY KEY ("customerId","orderId")
);

CREATE TABLE "Shelf" (
    "sku" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Shelf_pkey" PRIMARY KEY ("sku")
);

CREATE TABLE "AuditEntry" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "actor" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Parcel_customerId_shipmentId_idx" ON "Parcel"("customerId", "shipmentId");
CREATE INDEX "AuditEntry_subject_subjectId_createdAt_idx" ON "AuditEntry"("subject", "subjectId", "createdAt");

ALTER TABLE "Parcel" ADD CONSTRAINT "Parcel_customerId_shipmentId_fkey" FOREIGN KEY ("customerId", "shipmentId") REFERENCES "Shipment"("customerId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ParcelLine" ADD CONSTRAINT "ParcelLine_customerId_parcelId_fkey" FOREIGN KEY ("customerId", "parcelId") REFERENCES "Parcel"("customerId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What had left before was one parcel with everything in it; a shipment's id is nobody else's, so it can be the parcel's.
UPDATE "ShipmentLine" l SET "shipped" = l."quantity" FROM "Shipment" s
  WHERE s."customerId" = l."customerId" AND s."id" = l."shipmentId" AND s."status" = 'SHIPPED';
INSERT INTO "Parcel" SELECT "customerId", "id", "id", "carrier", "trackingNumber", "shippedAt" FROM "Shipment" WHERE "status" = 'SHIPPED';
INSERT INTO "ParcelLine" SELECT l."customerId", l."shipmentId", l."sku", l."quantity" FROM "ShipmentLine" l
  JOIN "Parcel" p ON p."customerId" = l."customerId" AND p."id" = l."shipmentId";

ALTER TABLE "ShipmentLine" ADD CONSTRAINT "shipment_line_shipped" CHECK ("shipped" BETWEEN 0 AND "quantity");
ALTER TABLE "ParcelLine" ADD CONSTRAINT "parcel_line_quantity" CHECK ("quantity" > 0);
ALTER TABLE "Shipment" ADD CONSTRAINT "shipment_canceled_has_reason" CHECK ("status" <> 'CANCELED' OR "cancelReason" IS NOT NULL) NOT VALID;

ALTER TABLE "DeadLetter"
  ADD COLUMN "key" TEXT,
  ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "alertedAt" TIMESTAMPTZ(3);
UPDATE "DeadLetter" SET "key" = "messageId", "alertedAt" = "receivedAt";
ALTER TABLE "DeadLetter" ALTER COLUMN "key" SET NOT NULL;
DROP INDEX "DeadLetter_messageId_key";
CREATE UNIQUE INDEX "DeadLetter_key_key" ON "DeadLetter"("key");
