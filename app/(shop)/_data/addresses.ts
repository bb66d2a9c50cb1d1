import 'server-only'
import * as catalog from '@/lib/catalog'
import { productPath } from '@/lib/core/paths'
import { manifest } from '@/lib/revalidation'
import { keep } from './keep'

/** A file's limit is 50,000 addresses; smaller ones are read faster. */
const IN_A_PART = 10_000

export interface Address {
  path: string
  /** ISO 8601 */
  changedAt?: string
}

/** How many parts the products' addresses come in. */
export async function countParts(): Promise<number> {
  'use cache'
  keep(manifest.sitemap, {})
  return Math.ceil((await catalog.countProducts()) / IN_A_PART)
}

/** One part of the products' addresses, from 0; empty beyond the last. */
export async function listPart(part: number): Promise<Address[]> {
  'use cache'
  keep(manifest.sitemap, {})
  const rows = await catalog.listAddresses({ skip: part * IN_A_PART, take: IN_A_PART })
  return rows.map(({ slug, updatedAt }) => ({ path: productPath(slug), changedAt: updatedAt.toISOString() }))
}
