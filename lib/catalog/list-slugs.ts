import 'server-only'
import { catalog } from './store'

/** The addresses of the first `limit` products on sale, in the shop's order. */
export function listSlugs({ limit }: { limit: number }): Promise<string[]> {
  return catalog.slugs(limit)
}
