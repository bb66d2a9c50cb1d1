/**
 * `npm run bench -- publish [--data .local] [--publishes 50] [--readers 6]`: from the click to the public page, on a shop
 * that runs (`npm start`). A marketer changes a price and publishes, again and again, while readers poll the pages that
 * show the product, as documents and as the router's payload. Counted as wrong: a response that was asked for after
 * "live" and shows an older revision, and one that shows the build's after the first. Then one more publish: the pages
 * that it rendered again are those that show the product, and no others (`npm run seed -- --products 1000` first).
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ProductDraft, Published, SavedDraft } from '../lib/publishing/schema'
import { command, wholeNumberFrom } from '../scripts/terminal/command'
import { marketer, type StudioClient } from '../tests/support/studio-client'

const SLUG = 'arc-table-lamp'
/** A reader's pause: six of them ask for a hundred pages a second and more, which leaves the server time to answer others. */
const READ_EVERY_MS = 25
const Stack = z.object({ app: z.url(), oidc: z.url() })

interface Read {
  /** ms, of the request */
  at: number
  revision: number
}

export async function run(options: readonly string[]): Promise<void> {
  const flags = command({
    run: 'npm run bench -- publish',
    about: "From a marketer's click to the public page of a running shop, while readers ask for it.",
    examples: ['npm run bench -- publish --publishes 20 --readers 12'],
  })
    .option('--data <folder>', 'of the shop', '.local')
    .option('--publishes <count>', 'how often the marketer publishes', wholeNumberFrom(1, 10_000), 50)
    .option('--readers <count>', 'who ask for the pages in the same time', wholeNumberFrom(1, 100), 6)
    .parse([...options], { from: 'user' })
    .opts()
  const stack = Stack.parse(JSON.parse(await readFile(path.join(flags.data, 'stack.json'), 'utf8')))
  const studio = await marketer(stack)
  const id = await productId(stack.app)

  const reads: Read[] = []
  const stop = startReaders({ app: stack.app, id, readers: flags.readers, reads })
  const published: { revision: number; liveAt: number; tookMs: number; saidMs: number | null }[] = []
  const first = (await studio.page(id)).revision
  for (let n = 0; n < flags.publishes; n++) {
    const startedAt = performance.now()
    const { revision, liveAfterMs } = await changePrice(studio, id)
    const liveAt = performance.now()
    published.push({ revision, liveAt, tookMs: liveAt - startedAt, saidMs: liveAfterMs })
  }
  await stop()
  report({ published, reads, first })
  await countRewritten({ studio, id, app: stack.app, data: flags.data })
}

/** Save a draft with another price, then publish it: only the publish is the click. */
async function changePrice(studio: StudioClient, id: string): Promise<Published> {
  const page = await studio.page(id)
  const content = ProductDraft.parse(page.draft?.content ?? page.published)
  const [variant] = content.variants
  if (!variant) throw new Error('nothing to sell')
  variant.price = 10_000 + ((page.revision * 37) % 5_000)
  const saved = await studio.ask(SavedDraft, 'PUT', `/api/studio/pages/product/${id}/draft`, {
    version: page.draft?.version ?? 0,
    revision: page.revision,
    content,
  })
  return studio.ask(Published, 'POST', `/api/studio/pages/product/${id}/publish`, {
    version: saved.draft?.version ?? 0,
  })
}

async function productId(app: string): Promise<string> {
  const html = await (await fetch(`${app}/p/${SLUG}`)).text()
  const id = /data-revision="([0-9a-f-]{36})@\d+"/.exec(html)?.[1]
  if (!id) throw new Error(`/p/${SLUG} does not say which product it shows`)
  return id
}

function startReaders(options: { app: string; id: string; readers: number; reads: Read[] }) {
  const { app, id, readers, reads } = options
  let isOver = false
  const targets = [`/p/${SLUG}`, '/c/lighting', '/'].flatMap((target) => [
    { url: `${app}${target}`, headers: {} },
    { url: `${app}${target}?_rsc`, headers: { rsc: '1' } },
  ])
  const stamp = new RegExp(`data-revision(?:=|\\\\?":)\\\\?"${id}@(\\d+)`, 'g')
  const read = async (offset: number) => {
    for (let turn = offset; !isOver; turn++) {
      const target = targets[turn % targets.length]
      if (!target) return
      const at = performance.now()
      const answer = await fetch(target.url, { headers: target.headers })
      const shown = [...(await answer.text()).matchAll(stamp)].map(([, revision]) => Number(revision))
      if (!answer.ok) throw new Error(`${target.url} answered ${answer.status}`)
      reads.push(...shown.map((revision) => ({ at, revision })))
      await sleep(READ_EVERY_MS)
    }
  }
  const running = Promise.all(Array.from({ length: readers }, (_, offset) => read(offset)))
  return async () => {
    isOver = true
    await running
  }
}

function report(options: {
  published: { revision: number; liveAt: number; tookMs: number; saidMs: number | null }[]
  reads: Read[]
  first: number
}) {
  const { published, reads, first } = options
  const took = published.map(({ tookMs }) => tookMs).sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round(took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0)
  const older = reads.filter((read) =>
    published.some(({ revision, liveAt }) => read.at > liveAt && read.revision < revision),
  )
  const firstLive = published[0]?.liveAt ?? Infinity
  const builds = reads.filter((read) => read.at > firstLive && read.revision <= first)
  const unsaid = published.filter(({ saidMs }) => saidMs === null).length
  console.log(
    `${published.length} publishes, from the click to live: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`,
  )
  console.log(`  of these not live within the answer: ${unsaid}`)
  console.log(`${reads.length} readings; older than live: ${older.length}; the build's: ${builds.length}`)
  if (older.length + builds.length > 0) process.exitCode = 1
}

/** One publish more: which public pages show the product, and which cached pages were rendered again. */
async function countRewritten(options: {
  studio: StudioClient
  id: string
  app: string
  data: string
}): Promise<void> {
  const { studio, id, app, data } = options
  const paths = await allPaths(app, data)
  const showing = new Set(await pagesShowing(app, paths, id))
  const since = Date.now()
  await changePrice(studio, id)
  const written = await writtenAtRest(path.join(data, 'next', 'server', 'route-cache'), since)
  const needless = written.filter((one) => !showing.has(one))
  const missed = [...showing].filter((one) => !written.includes(one))
  console.log(
    `of ${paths.length} pages, ${showing.size} show the product; ${written.length} were rendered again`,
  )
  console.log(`  needlessly: ${needless.length}, not: ${missed.length} ${[...needless, ...missed].join(' ')}`)
  if (needless.length + missed.length > 0) process.exitCode = 1
}

async function allPaths(app: string, data: string): Promise<string[]> {
  process.loadEnvFile(path.join(data, 'shop.env'))
  const { listCategories, listSlugs } = await import('../lib/catalog')
  const [slugs, categories] = await Promise.all([listSlugs({ limit: 100_000 }), listCategories()])
  return ['/', ...categories.map(({ slug }) => `/c/${slug}`), ...slugs.map((slug) => `/p/${slug}`)]
}

async function pagesShowing(app: string, paths: readonly string[], id: string): Promise<string[]> {
  const found: string[] = []
  const queue = paths.values()
  const worker = async () => {
    for (const one of queue) {
      const html = await (await fetch(`${app}${one}`)).text()
      if (html.includes(`data-revision="${id}@`)) found.push(one)
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return found
}

/** Once none waits: pages that only name the product are made after the answer. */
async function writtenAtRest(folder: string, since: number): Promise<string[]> {
  const { stalePages } = await import('../lib/revalidation')
  while ((await stalePages.countWaiting()) > 0) await sleep(1_000)
  return writtenSince(folder, since)
}

async function writtenSince(folder: string, since: number): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  const pages = files.filter((file) => file.endsWith('.html'))
  const times = await Promise.all(pages.map(async (file) => (await stat(path.join(folder, file))).mtimeMs))
  const written = pages.filter((_, index) => (times[index] ?? 0) > since)
  return written.map((file) => `/${/\$\/(.*)\.html$/.exec(file)?.[1] ?? file}`.replace(/^\/index$/, '/'))
}
