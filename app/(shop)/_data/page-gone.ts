import 'server-only'
import { notFound, permanentRedirect } from 'next/navigation'
import { movedTo } from './catalog'

/** For a page that is not at its address: on to where it is now, once for all, or 404. */
export async function pageGone(kind: 'product' | 'category', slug: string): Promise<never> {
  const path = await movedTo(kind, slug)
  if (path) permanentRedirect(path)
  notFound()
}
