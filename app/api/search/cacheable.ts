import 'server-only'

/** The same for everyone: a CDN may answer from its copy for some seconds, and from an older one while it fetches a new copy. */
export const cacheable = (answer: object, seconds: number): Response =>
  Response.json(answer, {
    headers: { 'cache-control': `public, max-age=0, s-maxage=${seconds}, stale-while-revalidate=${seconds}` },
  })
