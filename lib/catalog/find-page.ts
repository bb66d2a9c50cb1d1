import 'server-only'
import { log } from '../infra/log/log'
import { pagesWithSlug } from './page-at-store'
import { Slug } from './schema'

/**
 * What is at an address. `shown`: a page · `hidden`: a page that the public does not see · `moved`: it had one, which is at
 * `slug` now · `missing`: nothing.
 */
export type FoundPage =
  { state: 'shown' | 'hidden'; id: string } | { state: 'moved'; slug: string } | { state: 'missing' }

const MISSING = { state: 'missing' } as const

/** How long a visitor waits for the database, and for how long nobody asks it after it did not answer. */
const PATIENCE_MS = 1_000
const PAUSE_MS = 2_000

const asked = new Map<string, Promise<FoundPage>>()
let silentUntil = 0

/**
 * Finds the page of a product or category by its slug: one statement, shared by those who ask for a page at the same time.
 * Nothing is kept, so a page is found as soon as its publication is committed.
 * @returns null while the database does not answer
 */
export async function findPage(kind: 'product' | 'category', slug: string | null): Promise<FoundPage | null> {
  const parsed = Slug.safeParse(slug)
  if (!parsed.success) return MISSING
  if (Date.now() < silentUntil) return null
  const key = `${kind} ${parsed.data}`
  try {
    const underWay = asked.get(key)
    const shared = underWay && (await underWay)
    // A page may have been published since the other one asked.
    if (shared && shared.state !== 'missing') return shared
    const own = soon(pageAt(kind, parsed.data))
    asked.set(key, own)
    return await own.finally(() => asked.get(key) === own && asked.delete(key))
  } catch (error) {
    silentUntil = Date.now() + PAUSE_MS
    log('warn', 'catalog.page_not_looked_up', { error })
    return null
  }
}

async function pageAt(kind: 'product' | 'category', slug: string): Promise<FoundPage> {
  const rows = await pagesWithSlug(kind, slug)
  const [here] = rows.filter(({ hasMoved }) => !hasMoved)
  if (here?.isShown) return { state: 'shown', id: here.id }
  const [elsewhere] = rows.filter(({ hasMoved, isShown }) => hasMoved && isShown)
  if (elsewhere) return { state: 'moved', slug: elsewhere.slug }
  return here ? { state: 'hidden', id: here.id } : MISSING
}

/** @throws when it takes too long */
function soon<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database did not answer in time.')), PATIENCE_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Whether a page has this address or had it, shown or not. @throws while the database does not answer */
export async function hasBeenPage(kind: 'product' | 'category', slug: string): Promise<boolean> {
  return Slug.safeParse(slug).success && (await pagesWithSlug(kind, slug)).length > 0
}
