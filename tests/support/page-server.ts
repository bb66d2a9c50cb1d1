import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll } from 'vitest'

interface Page {
  tag: string
  /** what the database says */
  now: string
  /** what is cached, and whether its tag has expired since */
  cached?: { shown: string; isStale: boolean }
  /** its successor, while it is made */
  making?: NodeJS.Timeout | undefined
}

/**
 * A server with a cache of pages as Next keeps it: a stale page is served once more (`x-nextjs-cache: STALE`) while its
 * successor is made, and an expiry counts once the handler that asked for it has answered.
 */
export async function startPageServer() {
  const pages = new Map<string, Page>()
  const old = new Map<string, string>()
  const state = {
    seen: [] as { path: string; rsc: boolean; shown: string }[],
    expiries: [] as string[][],
    purges: [] as { paths: string[]; served: string | undefined }[],
    refusePurges: false,
    isDown: false,
  }

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/'
      let body = ''
      for await (const chunk of incoming) body += String(chunk)
      if (state.isDown) return outgoing.writeHead(503).end()
      if (path === '/api/jobs/expire-tags') {
        if (incoming.headers.authorization !== `Bearer ${process.env['CRON_SECRET']}`)
          return outgoing.writeHead(401).end()
        const { tags } = JSON.parse(body) as { tags: string[] }
        state.expiries.push(tags)
        for (const page of pages.values())
          if (page.cached && tags.includes(page.tag)) page.cached.isStale = true
        return outgoing.writeHead(200).end('{}')
      }
      if (path === '/purge') {
        const { paths } = JSON.parse(body) as { paths: string[] }
        if (state.refusePurges) return outgoing.writeHead(500).end()
        state.purges.push({ paths, served: pages.get('/p/lamp')?.cached?.shown })
        return outgoing.writeHead(200).end()
      }
      const { shown, cache } = serve(path)
      state.seen.push({ path, rsc: incoming.headers['rsc'] === '1', shown })
      outgoing.writeHead(200, { 'x-nextjs-cache': cache, 'cache-control': 's-maxage=60' })
      return outgoing.end(`<main data-revision="${shown}">x</main>`)
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  const url = `http://127.0.0.1:${address.port}`
  afterAll(() => void server.close())

  function serve(path: string): { shown: string; cache: string } {
    const page = pages.get(path)
    if (!page) return { shown: 'none@0', cache: 'HIT' }
    const { cached } = page
    if (!cached) {
      page.cached = { shown: page.now, isStale: false }
      return { shown: page.now, cache: 'MISS' }
    }
    if (!cached.isStale) return { shown: cached.shown, cache: 'HIT' }
    // One successor for all who ask meanwhile.
    page.making ??= setTimeout(() => {
      page.cached = { shown: old.get(path) ?? page.now, isStale: false }
      page.making = undefined
      old.delete(path)
    }, 30)
    return { shown: cached.shown, cache: 'STALE' }
  }

  return Object.assign(state, {
    url,
    /** The database has this now; what is cached stays until its tag expires. */
    publish(path: string, tag: string, now: string) {
      pages.set(path, { ...pages.get(path), tag, now })
    },
    /** The next render stores what it read before the change. */
    storeOldOnce: (path: string, shown: string) => void old.set(path, shown),
    visit: async (path: string) => (await fetch(`${url}${path}`)).text(),
    reset() {
      pages.clear()
      old.clear()
      Object.assign(state, { seen: [], expiries: [], purges: [], refusePurges: false, isDown: false })
    },
  })
}
