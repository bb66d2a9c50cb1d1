import { gzipSync } from 'node:zlib'

export interface PageScript {
  url: string
  /** as a server sends it */
  gzipped: number
  source: string
}

/** The scripts that a page's HTML asks a browser of today to load, each once. Those that it loads later are not among them. */
export async function scriptsOf(page: string): Promise<PageScript[]> {
  const html = await textOf(page)
  const tags = [...html.matchAll(/<script\b[^>]*>/gi)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag))
  const urls = new Set(tags.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []))
  return Promise.all(
    [...urls].map(async (url) => {
      const source = await textOf(new URL(url, page).href)
      return { url, gzipped: gzipSync(source).length, source }
    }),
  )
}

async function textOf(url: string): Promise<string> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`)
  return answer.text()
}
