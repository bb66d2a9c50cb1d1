-- What marketers edit: drafts, revisions, addresses that moved, and pages that are to be made anew.

CREATE TYPE "PageKind" AS ENUM ('product', 'category', 'home');

ALTER TABLE "Category" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

-- The description so far becomes the first structured text: one paragraph.
ALTER TABLE "Product" ADD COLUMN "body" JSONB;
UPDATE "Product" SET "body" = jsonb_build_object('type', 'doc', 'content', jsonb_build_array(
  jsonb_build_object('type', 'paragraph', 'content', jsonb_build_array(
    jsonb_build_object('type', 'text', 'text', "description")))));
ALTER TABLE "Product" ALTER COLUMN "body" SET NOT NULL;

-- Companions by id instead of by slug, so that an address may change.
ALTER TABLE "Product" RENAME COLUMN "goesWith" TO "goesWithSlugs";
ALTER TABLE "Product" ADD COLUMN "goesWith" UUID[];
UPDATE "Product" p SET "goesWith" = coalesce((
  SELECT array_agg(c.id ORDER BY wanted.position)
  FROM unnest(p."goesWithSlugs") WITH ORDINALITY AS wanted(slug, position)
  JOIN "Product" c ON c.slug = wanted.slug), '{}');
ALTER TABLE "Product" DROP COLUMN "goesWithSlugs";

CREATE TABLE "PageDraft" (
    "kind" "PageKind" NOT NULL,
    "pageId" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "baseRevision" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedBy" TEXT NOT NULL,
    "updatedByName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PageDraft_pkey" PRIMARY KEY ("kind", "pageId")
);

CREATE TABLE "PageRevision" (
    "kind" "PageKind" NOT NULL,
    "pageId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "publishedBy" TEXT NOT NULL,
    "publishedByName" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PageRevision_pkey" PRIMARY KEY ("kind", "pageId", "number")
);

CREATE TABLE "EditLog" (
    "id" UUID NOT NULL,
    "kind" "PageKind" NOT NULL,
    "pageId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "actor" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EditLog_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "EditLog_kind_pageId_createdAt_idx" ON "EditLog" ("kind", "pageId", "createdAt");

CREATE TABLE "SlugRedirect" (
    "kind" "PageKind" NOT NULL,
    "slug" TEXT NOT NULL,
    "pageId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SlugRedirect_pkey" PRIMARY KEY ("kind", "slug")
);
CREATE INDEX "SlugRedirect_kind_pageId_idx" ON "SlugRedirect" ("kind", "pageId");

CREATE TABLE "StalePages" (
    "id" UUID NOT NULL,
    "tags" TEXT[],
    "pages" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimedAt" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "StalePages_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "StalePages_createdAt_idx" ON "StalePages" ("createdAt");
-- What is still to be done, and nothing else.
CREATE INDEX "stale_pages_undone" ON "StalePages" ("createdAt") WHERE "doneAt" IS NULL;
