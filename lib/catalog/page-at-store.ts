import 'server-only'
import { z } from 'zod'
import { shopDb } from '../infra/db/shop'

const Row = z.object({ id: z.uuid(), slug: z.string(), isShown: z.boolean(), hasMoved: z.boolean() })

/** A page that has this slug now, or had it before and has another one. */
export type PageRow = z.infer<typeof Row>

/** One statement over unique indexes: at most one row of each. */
export async function pagesWithSlug(kind: 'product' | 'category', slug: string): Promise<PageRow[]> {
  const rows = await (kind === 'product' ? products(slug) : categories(slug))
  return z.array(Row).parse(rows)
}

const products = (slug: string) => shopDb().$queryRaw`
  SELECT p.id, p.slug, p.slug <> ${slug} AS "hasMoved",
    p.status = 'ACTIVE' AND EXISTS (SELECT FROM "Variant" v WHERE v."productId" = p.id AND v.active) AS "isShown"
  FROM "Product" p WHERE p.slug = ${slug} OR p.id = (
    SELECT "pageId"::uuid FROM "SlugRedirect" WHERE kind = 'product' AND slug = ${slug})`

const categories = (slug: string) => shopDb().$queryRaw`
  SELECT c.id, c.slug, c.slug <> ${slug} AS "hasMoved", true AS "isShown"
  FROM "Category" c WHERE c.slug = ${slug} OR c.id = (
    SELECT "pageId"::uuid FROM "SlugRedirect" WHERE kind = 'category' AND slug = ${slug})`
