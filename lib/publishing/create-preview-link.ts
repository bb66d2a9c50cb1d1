import 'server-only'
import { serverConfig } from '../config/shop/server'
import { shopDb } from '../infra/db/shop'
import { previewPath } from './preview-path'
import { previewToken } from './preview-token'
import type { Editor, PageKey, PreviewLink } from './schema'
import { logEdit } from './store'

/**
 * A link that shows the draft of one page to anyone who opens it, for so many hours. Only that it was given, by whom and for how
 * long is stored; it ends by itself.
 * @throws AppError `not_found`
 */
export async function createPreviewLink(options: {
  page: PageKey
  hours: number
  editor: Editor
  /** ms since the epoch */
  now?: number
}): Promise<PreviewLink> {
  const { page, hours, editor, now = Date.now() } = options
  await previewPath(page)
  await logEdit(shopDb(), page, { action: 'shared', detail: { hours }, editor })
  const expiresAt = Math.ceil(now / 1000) + Math.round(hours * 3600)
  return {
    url: `${serverConfig().APP_URL}/api/preview/${previewToken({ page, expiresAt })}`,
    expiresAt: new Date(expiresAt * 1000).toISOString(),
  }
}
