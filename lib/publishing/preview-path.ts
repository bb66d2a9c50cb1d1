import 'server-only'
import { locatePage } from '../catalog'
import { AppError } from '../core/errors'
import { pagePath } from '../core/paths'
import type { PageKey } from './schema'

/** The page's present address: where its draft is shown. @throws AppError `not_found` */
export async function previewPath({ kind, id }: PageKey): Promise<string> {
  if (kind === 'home') return pagePath(kind, '')
  const page = await locatePage(kind, { id })
  if (!page) throw new AppError('not_found', 'There is no such page.')
  return pagePath(kind, page.slug)
}
