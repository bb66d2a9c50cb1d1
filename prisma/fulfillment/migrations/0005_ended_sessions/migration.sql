-- Sessions that were ended before their time (docs/decisions/0031): by their own id, or all of an account's that began until then.
CREATE TABLE "EndedSession" (
    "id" UUID NOT NULL,
    "endedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EndedSession_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "EndedSession_endedAt_idx" ON "EndedSession"("endedAt");
