import type Stripe from 'stripe'
import { z } from 'zod'
import type { Collection } from './collection'
import { resourceMissing } from './errors'
import { integer, text } from './params'

const range = z.strictObject({
  gt: integer.optional(),
  gte: integer.optional(),
  lt: integer.optional(),
  lte: integer.optional(),
})

type Range = z.infer<typeof range>

/** The parameters that every list takes. */
export const pageParams = {
  limit: integer.refine((limit) => limit >= 1 && limit <= 100, 'Limit must be between 1 and 100').optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
}

/** For lists that can be narrowed by time. */
export const createdParam = {
  created: z.union([integer.transform((at): Range => ({ gte: at, lte: at })), range]).optional(),
}

export interface PageRequest {
  limit?: number | undefined
  starting_after?: string | undefined
  ending_before?: string | undefined
  created?: Range | undefined
}

interface Listed {
  id: string
  object: string
  created: number
}

/** One page of a collection, newest first. */
export function listPage<T extends Listed>(
  collection: Collection<T>,
  url: string,
  page: PageRequest,
  keep: (item: T) => boolean = () => true,
): Stripe.ApiList<T> {
  const { created, limit = 10 } = page
  const items = collection.newestFirst().filter((item) => isWithin(item.created, created) && keep(item))
  if (page.ending_before !== undefined) {
    const before = items.slice(0, cursor(collection, items, page.ending_before, 'ending_before'))
    return list(url, before.slice(-limit), before.length > limit)
  }
  const start =
    page.starting_after === undefined
      ? 0
      : cursor(collection, items, page.starting_after, 'starting_after') + 1
  return list(url, items.slice(start, start + limit), items.length > start + limit)
}

function list<T>(url: string, data: T[], has_more: boolean): Stripe.ApiList<T> {
  return { object: 'list', data, has_more, url }
}

function cursor<T extends Listed>(collection: Collection<T>, items: T[], id: string, param: string): number {
  const index = items.findIndex((item) => item.id === id)
  if (index < 0) throw resourceMissing(collection.object, id, param, 400)
  return index
}

function isWithin(at: number, bounds: Range = {}): boolean {
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = bounds
  return at > gt && at >= gte && at < lt && at <= lte
}
