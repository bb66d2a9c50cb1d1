import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

/** Ways to ask for a page: as a browser, and as the router's full, prefetched and segment requests. */
const WAYS: Record<string, string>[] = [
  {},
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
]

/** Addresses without a page, each one new; `word` stands in all of them. */
const spellings = (word: string, index: number): string[] => [
  `/p/${word}-${index}`,
  `/c/${word}-${index}`,
  `/p/${word}-${index}?utm_source=x&variant=X`,
  `/p/${word}%00${index}`,
  `/p/${word}%0a${index}`,
  `/c/${word}${index}%E2%80%AE`,
  `/p/${word}${index}/more`,
  `/p/${word}-${index}.rsc`,
  `/c/${word}-${index}.segments/_tree.segment.rsc`,
  `/p/Upper-${word}-${index}`,
  `/sitemap/products-${1000 + (index % 9000)}.xml`,
  `/sitemap/${word}-${index}.xml`,
  `/orders/${word}-${index}`,
  `/orders/shared/${word}-${index}`,
  `/preview/p/${word}-${index}`,
  `/${word}/${index}`,
  '/nowhere',
]

export interface Said {
  path: string
  /** 404; the router's payload of the page that says so is 200 in Next's protocol, and counts as 404 here */
  status: number
  cacheControl: string
}

/** Asks for so many addresses that nothing is at, a few at a time. */
export async function askForUnknown(url: string, word: string, count: number): Promise<Said[]> {
  const said: Said[] = []
  const worker = async (first: number, step: number) => {
    for (let index = first; index < count; index += step) {
      const all = spellings(word, index)
      const asked = all[index % all.length] ?? '/'
      const headers = WAYS[Math.floor(index / all.length) % WAYS.length] ?? {}
      // The router's requests are sent on once, to an address that names their headers.
      const answer = await fetch(`${url}${asked}`, { headers })
      await answer.arrayBuffer()
      const shown = answer.headers.get('x-nextjs-rewritten-path') ?? asked
      const status = shown === '/nowhere' && answer.status === 200 ? 404 : answer.status
      said.push({ path: asked, status, cacheControl: answer.headers.get('cache-control') ?? '' })
    }
  }
  await Promise.all(Array.from({ length: 4 }, (_, first) => worker(first, 4)))
  return said
}

/** Whether an answer may be kept by a cache in front, or a browser, for seconds at most. */
export function isKeptShortly(cacheControl: string): boolean {
  if (/no-store/.test(cacheControl)) return true
  const ages = [...cacheControl.matchAll(/(?:max-age|s-maxage|stale-while-revalidate|stale-if-error)=(\d+)/g)]
  return ages.length > 0 && ages.every(([, seconds]) => Number(seconds) <= 10)
}

/** Every file below a folder, with its size. */
export async function filesOf(folder: string): Promise<Map<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = path.join(parentPath, name)
      const found = await stat(file).catch(() => null)
      return found && ([path.relative(folder, file), found.size] as const)
    }),
  )
  return new Map(sizes.flatMap((one) => (one ? [one] : [])))
}

/** What Redis keeps, by name. */
export async function keysOf({ url, token }: { url: string; token: string }): Promise<Set<string>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(['KEYS', '*']),
  })
  return new Set(((await answer.json()) as { result: string[] }).result)
}
