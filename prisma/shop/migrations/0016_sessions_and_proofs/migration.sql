-- How an account proved to be the buyer of an order that it keeps (docs/decisions/0031). What was kept before may be looked at.
ALTER TABLE "OrderClaim" ADD COLUMN "proof" TEXT;
ALTER TABLE "OrderClaim" ADD CONSTRAINT "order_claim_proof" CHECK ("proof" IN ('account', 'mail'));

-- Sessions that were ended before their time: by their own id, or all of an account's that began until then.
CREATE TABLE "EndedSession" (
    "id" UUID NOT NULL,
    "endedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EndedSession_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "EndedSession_endedAt_idx" ON "EndedSession"("endedAt");

-- An order's email and address are forgotten after their time (docs/privacy.md); what was bought and paid stays.
ALTER TABLE "Order" ADD COLUMN "personalErasedAt" TIMESTAMPTZ(3);
