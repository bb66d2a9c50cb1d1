-- When the sweeper last took an order to look at: it comes back later and later, and two sweepers never share one.
ALTER TABLE "Order" ADD COLUMN "lookedAt" TIMESTAMPTZ(3);
