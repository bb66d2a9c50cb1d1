import 'server-only'
import { z } from 'zod'
import { editing, type EditedProduct } from '../catalog'
import { Options, Photo } from '../catalog/schema'
import { AppError } from '../core/errors'
import { RichText } from '../core/rich-text'
import { lockName } from '../infra/db/advisory-lock'
import type { ShopTx } from '../infra/db/shop'
import { FIRST_HOME } from './rules/default-content'
import { HomeContent, type PageContent, type PageEdit, type PageKey, type ProductContent } from './schema'
import { revisions } from './store'

/** A page as the public has it. */
export interface PageState {
  key: PageKey
  status: PageEdit['status']
  /** 0: never published */
  revision: number
  /** null: never published */
  content: PageContent | null
  slug: string
  /** since when it is so; null: since ever */
  changedAt: Date | null
}

/** Without waiting for anybody. @throws AppError `not_found` */
export function readPage(tx: ShopTx, key: PageKey): Promise<PageState> {
  return pageOf(tx, key, { lock: false })
}

/** Locked until the transaction ends: edits of one page wait for each other. @throws AppError `not_found` */
export function lockPage(tx: ShopTx, key: PageKey): Promise<PageState> {
  return pageOf(tx, key, { lock: true })
}

async function pageOf(tx: ShopTx, key: PageKey, { lock }: { lock: boolean }): Promise<PageState> {
  if (key.kind === 'home') return homePage(tx, key, lock)
  if (key.kind === 'category') {
    const row = await (lock ? editing.lockCategory(tx, key.id) : editing.category(tx, key.id))
    if (!row) throw new AppError('not_found', 'There is no such category.')
    const { slug, name, description, version } = row
    const content = { slug, name, description }
    return { key, status: 'ACTIVE', revision: version, content, slug, changedAt: null }
  }
  const row = await (lock ? editing.lockProduct(tx, key.id) : editing.product(tx, key.id))
  if (!row) throw new AppError('not_found', 'There is no such product.')
  const content = row.version > 0 ? contentOfProduct(row) : null
  return {
    key,
    ...{ status: row.status, revision: row.version, content, slug: row.slug, changedAt: row.updatedAt },
  }
}

/** Has no row of its own: its newest revision is the truth, and the words it began with count as the first. */
async function homePage(tx: ShopTx, key: PageKey, lock: boolean): Promise<PageState> {
  if (lock) await lockName(tx, 'publishing:home')
  const latest = await revisions.latest(tx, key)
  return {
    key,
    status: 'ACTIVE',
    revision: latest?.number ?? 1,
    content: latest ? HomeContent.parse(latest.content) : FIRST_HOME,
    slug: '',
    changedAt: latest?.publishedAt ?? null,
  }
}

/** Every variant it ever sold, those no longer sold too. */
function contentOfProduct(row: EditedProduct): ProductContent {
  const { slug, name, tagline, details, care, categoryId, goesWith } = row
  return {
    ...{ slug, name, tagline, body: RichText.parse(row.body), details, care, categoryId },
    images: z.array(Photo).parse(row.images),
    goesWith,
    seoTitle: row.seoTitle ?? '',
    seoDescription: row.seoDescription ?? '',
    variants: row.variants.map(({ sku, options, price, imageKey, active }) => ({
      ...{ sku, options: Options.parse(options), price, imageKey, active },
    })),
  }
}
