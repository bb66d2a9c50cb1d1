import 'server-only'
import { notFound, permanentRedirect } from 'next/navigation'
import { hasBeen, movedTo } from './catalog'

/**
 * For a page that is not at its address: on to where it is now, or 404. proxy.ts has asked before, so this is for the moment
 * after a page has gone, and for a database that was slow. An address that never was a page throws: an answer that failed
 * is the only one that Next does not keep.
 */
export async function pageGone(kind: 'product' | 'category', slug: string): Promise<never> {
  const path = await movedTo(kind, slug)
  if (path) permanentRedirect(path)
  if (await hasBeen(kind, slug)) notFound()
  throw new Error('This address has never been a page.')
}
