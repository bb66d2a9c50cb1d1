import 'server-only'
import { editing } from '../catalog'
import { shopDb, type ShopTx } from '../infra/db/shop'
import { IMPORTED } from './keep-imported'
import { type PageState, readPage } from './page-state'
import { type Change, describeChanges, type Names } from './rules/describe-changes'
import {
  CategoryDraft,
  DRAFT_OF,
  type History,
  HomeDraft,
  type PageKey,
  type PageKind,
  ProductDraft,
} from './schema'
import { revisions, type StoredRevision } from './store'

const PAGE = 20

/**
 * A page's revisions, the newest first, each with what it changed against the one before. `after`: the `next` of the page
 * before. @throws AppError `not_found`
 */
export async function getHistory({
  key,
  after,
}: {
  key: PageKey
  after?: number | undefined
}): Promise<History> {
  const db = shopDb()
  const page = await readPage(db, key)
  const before = after ?? Number.MAX_SAFE_INTEGER
  const stored = await revisions.page(db, key, Math.min(before, 2 ** 31 - 1), PAGE + 1)
  const rows = withPresent(page, stored, before)
  const names = await namesIn(db, key.kind, rows)
  return {
    items: rows.slice(0, PAGE).map(({ number, content, note, publishedAt, publishedByName }, index) => {
      const older = rows[index + 1]
      return {
        revision: number,
        publishedAt: publishedAt.toISOString(),
        publishedBy: { name: publishedByName },
        note,
        changes: older ? changesBetween(key.kind, older.content, content, names) : [],
      }
    }),
    next: rows.length > PAGE ? String(rows[PAGE - 1]?.number) : null,
  }
}

/** What the public sees is a revision, also when it came by another way than publishing. */
function withPresent(page: PageState, stored: StoredRevision[], before: number): StoredRevision[] {
  const { revision: number, content, changedAt } = page
  if (!content || number >= before || stored[0]?.number === number) return stored
  const publishedAt = changedAt ?? new Date(0)
  return [{ number, content, note: '', publishedByName: IMPORTED.name, publishedAt }, ...stored]
}

function changesBetween(kind: PageKind, older: unknown, newer: unknown, names: Names): Change[] {
  if (kind === 'product')
    return describeChanges(
      { kind, before: ProductDraft.parse(older), after: ProductDraft.parse(newer) },
      names,
    )
  if (kind === 'category')
    return describeChanges({ kind, before: CategoryDraft.parse(older), after: CategoryDraft.parse(newer) })
  return describeChanges({ kind, before: HomeDraft.parse(older), after: HomeDraft.parse(newer) })
}

async function namesIn(db: ShopTx, kind: PageKind, rows: readonly StoredRevision[]): Promise<Names> {
  if (kind !== 'product') return new Map()
  const companions = rows.flatMap(({ content }) => DRAFT_OF.product.parse(content).goesWith)
  const [products, categories] = await Promise.all([
    editing.productNames(db, [...new Set(companions)]),
    editing.categories(db),
  ])
  return new Map([...products, ...categories.map(({ id, name }) => [id, name] as const)])
}
