import type { APIRequestContext, BrowserContext, Page } from '@playwright/test'
import { stack } from './stack'

const headers = { origin: stack.app }

/** Signs a demo person in, by hand; the page's own requests are theirs from then on. */
export async function signInAs(page: Page, person: RegExp): Promise<void> {
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign in' }).first().click()
  await page.getByRole('button', { name: person }).click()
  await page.waitForURL('**/account')
}

export const MARKETER = /Continue as Mara/

export interface StudioPage {
  id: string
  revision: number
  published: Record<string, unknown> & { slug: string }
  draft: { version: number; content: Record<string, unknown> } | null
}

const pathOf = (id: string, rest = '') => `/api/studio/pages/product/${id}${rest}`

/** Which product a public page shows, by its stamp. */
export async function productAt(request: APIRequestContext, path: string): Promise<string> {
  const html = await (await request.get(path)).text()
  const id = /data-revision="([0-9a-f-]{36})@/.exec(html)?.[1]
  if (!id) throw new Error(`${path} shows no product`)
  return id
}

async function done<Answer>(answer: {
  ok(): boolean
  status(): number
  text(): Promise<string>
}): Promise<Answer> {
  const text = await answer.text()
  if (!answer.ok()) throw new Error(`${answer.status()}: ${text}`)
  return JSON.parse(text) as Answer
}

export const readPage = async (request: APIRequestContext, id: string): Promise<StudioPage> =>
  done(await request.get(pathOf(id)))

/** Saves a draft that differs from what is public in `change`. @returns its version */
export async function saveDraft(
  request: APIRequestContext,
  id: string,
  change: Record<string, unknown>,
): Promise<number> {
  const page = await readPage(request, id)
  const saved = await done<{ draft: { version: number } }>(
    await request.put(pathOf(id, '/draft'), {
      headers,
      data: {
        version: page.draft?.version ?? 0,
        revision: page.revision,
        content: { ...page.published, ...change },
      },
    }),
  )
  return saved.draft.version
}

export async function publishWith(
  request: APIRequestContext,
  id: string,
  change: Record<string, unknown>,
): Promise<{ revision: number; liveAfterMs: number | null }> {
  const version = await saveDraft(request, id, change)
  return done(await request.post(pathOf(id, '/publish'), { headers, data: { version } }))
}

/** Makes a product like `model` and publishes it at `slug`. Its units are none. */
export async function publishNew(request: APIRequestContext, model: StudioPage, slug: string): Promise<void> {
  const name = 'Asked for before'
  const categoryId = model.published['categoryId']
  const variants = model.published['variants'] as object[]
  const made = await done<StudioPage>(
    await request.post('/api/studio/products', { headers, data: { name, categoryId } }),
  )
  const [variant] = variants
  const sku = `NEW-${crypto.randomUUID().slice(0, 8).toUpperCase()}`
  const content = { ...model.published, slug, name, goesWith: [], variants: [{ ...variant, sku }] }
  const data = { version: made.draft?.version ?? 0, revision: made.revision, content }
  const saved = await done<{ draft: { version: number } }>(
    await request.put(pathOf(made.id, '/draft'), { headers, data }),
  )
  const { version } = saved.draft
  await done(await request.post(pathOf(made.id, '/publish'), { headers, data: { version } }))
}

export async function discardDraft(request: APIRequestContext, id: string): Promise<void> {
  const { draft } = await readPage(request, id)
  if (draft) await request.delete(`${pathOf(id, '/draft')}?version=${draft.version}`, { headers })
}

export const makeLink = (request: APIRequestContext, id: string, hours = 24) =>
  request.post(pathOf(id, '/preview-link'), { headers, data: { hours } })

/** The cookies of a context, by name. */
export async function cookiesOf(context: BrowserContext): Promise<Map<string, string>> {
  return new Map((await context.cookies()).map(({ name, value }) => [name, value]))
}
