-- How often someone has paid in the minute that runs, while Redis can't be asked. `key` is a keyed hash: no address is stored.
CREATE TABLE "LimitCount" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LimitCount_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "LimitCount_endsAt_idx" ON "LimitCount"("endsAt");
