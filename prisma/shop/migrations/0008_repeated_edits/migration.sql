-- What is sent again because its answer was lost is known for what it is.

-- One sequence for all drafts: a version that was deleted with its draft never comes back.
CREATE SEQUENCE "PageDraft_version_seq" AS INTEGER OWNED BY "PageDraft"."version";
ALTER TABLE "PageDraft"
  ALTER COLUMN "version" SET DEFAULT nextval('"PageDraft_version_seq"'),
  ADD COLUMN "savedFrom" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "PageRevision" ADD COLUMN "draftVersion" INTEGER;

ALTER TABLE "StockAdjustment" ADD COLUMN "actorName" TEXT NOT NULL DEFAULT '';
