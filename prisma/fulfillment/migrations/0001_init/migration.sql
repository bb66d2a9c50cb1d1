-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ShipmentStatus" AS ENUM ('TO_PICK', 'PACKED', 'SHIPPED', 'CANCELED');

-- CreateTable
CREATE TABLE "Shipment" (
    "customerId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "orderNumber" TEXT NOT NULL,
    "status" "ShipmentStatus" NOT NULL DEFAULT 'TO_PICK',
    "version" INTEGER NOT NULL DEFAULT 1,
    "recipient" JSONB NOT NULL,
    "shippingMethod" TEXT NOT NULL,
    "carrier" TEXT,
    "trackingNumber" TEXT,
    "orderedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "shippedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Shipment_pkey" PRIMARY KEY ("customerId","id")
);

-- CreateTable
CREATE TABLE "ShipmentLine" (
    "customerId" UUID NOT NULL,
    "shipmentId" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "ShipmentLine_pkey" PRIMARY KEY ("customerId","shipmentId","sku")
);

-- CreateTable
CREATE TABLE "InboxEvent" (
    "customerId" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "InboxEvent_pkey" PRIMARY KEY ("customerId","eventId")
);

-- CreateTable
CREATE TABLE "OutboxEvent" (
    "customerId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedAt" TIMESTAMPTZ(3),
    "publishCount" INTEGER NOT NULL DEFAULT 0,
    "acknowledgedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OutboxEvent_pkey" PRIMARY KEY ("customerId","id")
);

-- CreateTable
CREATE TABLE "DeadLetter" (
    "id" UUID NOT NULL,
    "messageId" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "error" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replayedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DeadLetter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Shipment_status_orderedAt_idx" ON "Shipment"("status", "orderedAt");

-- CreateIndex
CREATE INDEX "Shipment_orderNumber_idx" ON "Shipment"("orderNumber");

-- CreateIndex
CREATE UNIQUE INDEX "Shipment_customerId_orderId_key" ON "Shipment"("customerId", "orderId");

-- CreateIndex
CREATE UNIQUE INDEX "DeadLetter_messageId_key" ON "DeadLetter"("messageId");

-- AddForeignKey
ALTER TABLE "ShipmentLine" ADD CONSTRAINT "ShipmentLine_customerId_shipmentId_fkey" FOREIGN KEY ("customerId", "shipmentId") REFERENCES "Shipment"("customerId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

