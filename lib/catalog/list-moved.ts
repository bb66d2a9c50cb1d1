import 'server-only'
import { catalog } from './store'

/** Addresses that pages had before, the latest first: paths of the public site. */
export function listMoved({ limit }: { limit: number }): Promise<string[]> {
  return catalog.moved(limit)
}
