import 'server-only'
import { catalog } from './store'

/** Addresses that pages had before, the latest first, and where each page is now: paths of the public site. */
export function listMoved({ limit }: { limit: number }): Promise<{ path: string; to: string }[]> {
  return catalog.moved(limit)
}
