import 'server-only'
import { HOME_PATH } from '../core/paths'
import type { ShopTx } from '../infra/db/shop'
import { invalidate } from './invalidate'
import { cacheTags } from './manifest'
import { HOME_SUBJECT } from './rules/page-revision'

/** Invalidates the home page, whose own content has this revision now. @returns the row's id */
export function invalidateHome(tx: ShopTx, revision: number): Promise<string> {
  return invalidate(tx, {
    tags: [cacheTags.home],
    pages: [{ path: HOME_PATH, subject: HOME_SUBJECT, revision }],
    reason: 'home.published',
  })
}
