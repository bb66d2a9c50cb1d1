import 'server-only'
import { z } from 'zod'
import { Photo } from '../catalog/schema'
import { AppError } from '../core/errors'
import { shopDb } from '../infra/db/shop'
import type { ProductList } from './schema'
import { type ListedProduct, productRows } from './product-list-store'

const PAGE = 30

const Cursor = z.tuple([z.iso.datetime(), z.uuid()])

/**
 * Products as marketers look for them: by words in name, address or SKU, by status (CHANGED: with a draft), by category;
 * what was edited last comes first. `after`: the `next` of the page before.
 * @throws AppError `invalid_input` when `after` is none of ours
 */
export async function listPages(wanted: {
  q?: string | undefined
  status?: 'ACTIVE' | 'DRAFT' | 'ARCHIVED' | 'CHANGED' | undefined
  categoryId?: string | undefined
  after?: string | undefined
}): Promise<ProductList> {
  const { after, ...filters } = wanted
  const rows = await productRows(shopDb(), {
    ...filters,
    after: after === undefined ? null : readCursor(after),
    limit: PAGE + 1,
  })
  const items = rows.slice(0, PAGE)
  const last = rows.length > PAGE ? items.at(-1) : undefined
  return { items: items.map(toItem), next: last ? writeCursor(last) : null }
}

function toItem(row: ListedProduct): ProductList['items'][number] {
  const { id, slug, name, status, hasDraft, low, high, currency } = row
  const money = (amount: number | null) =>
    amount === null || currency === null ? null : { amount, currency }
  return {
    ...{ id, slug, name, status, hasDraft },
    category: { id: row.categoryId, name: row.categoryName },
    photo: z.array(Photo).parse(row.images)[0] ?? null,
    priceFrom: money(low),
    priceTo: money(high),
    updatedAt: row.changedAt.toISOString(),
    updatedBy: row.changedBy === null ? null : { name: row.changedBy },
  }
}

const writeCursor = ({ changedAt, id }: ListedProduct): string =>
  Buffer.from(JSON.stringify([changedAt.toISOString(), id])).toString('base64url')

function readCursor(after: string): { changedAt: Date; id: string } {
  try {
    const [changedAt, id] = Cursor.parse(JSON.parse(Buffer.from(after, 'base64url').toString('utf8')))
    return { changedAt: new Date(changedAt), id }
  } catch (error) {
    throw new AppError(
      'invalid_input',
      'Please start from the first page.',
      { errors: [{ path: 'after', message: 'not a place in this list' }] },
      { cause: error },
    )
  }
}
