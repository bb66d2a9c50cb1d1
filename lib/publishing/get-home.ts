import 'server-only'
import { shopDb } from '../infra/db/shop'
import { readPage } from './page-state'
import { HOME_ID, HomeContent } from './schema'

/** The home page's words as they are published, and which revision that is. */
export async function getHome(): Promise<{ content: HomeContent; version: number }> {
  const { content, revision } = await readPage(shopDb(), { kind: 'home', id: HOME_ID })
  return { content: HomeContent.parse(content), version: revision }
}
