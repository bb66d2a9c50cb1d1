import { z } from 'zod'

/**
 * A page to render again. `revision`: the oldest revision of the subject that will do; null: the page must not show the
 * subject. Without a subject it is enough that the page answers. `leadsTo`: the path that the page's slug redirects to.
 */
export const StalePage = z.object({
  /** of the public site */
  path: z.string().regex(/^\//),
  subject: z.string().min(1).nullable(),
  revision: z.int().min(0).nullable(),
  leadsTo: z.string().startsWith('/').optional(),
})
export type StalePage = z.infer<typeof StalePage>

/** Cached pages that no longer show the truth: the tags to expire, and the pages to render until they are current. */
export interface StalePages {
  tags: readonly string[]
  pages: readonly StalePage[]
  /** a fixed name, e.g. `product.published` */
  reason: string
}

/** What POST /api/jobs/expire-tags takes: data cached under the tags becomes stale, a page named by its path is dropped. */
export const ExpireTags = z.object({
  tags: z.array(z.string().min(1).max(256)).max(1000).default([]),
  paths: z.array(z.string().startsWith('/').max(256)).max(100).default([]),
})
