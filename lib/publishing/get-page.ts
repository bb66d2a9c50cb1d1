import 'server-only'
import { shopDb } from '../infra/db/shop'
import { readPage } from './page-state'
import type { PageEdit, PageKey } from './schema'
import { drafts } from './store'
import { viewPage } from './view-page'

/** A page with its draft, and with what would stop it from being published. @throws AppError `not_found` */
export async function getPage(key: PageKey): Promise<PageEdit> {
  const db = shopDb()
  const [page, draft] = await Promise.all([readPage(db, key), drafts.find(db, key)])
  return viewPage(db, page, draft)
}
