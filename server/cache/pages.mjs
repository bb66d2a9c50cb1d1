/** Next's own cache of pages, which also obeys the log of tags that all servers share. */
import nextFileCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js'
import { catchUp, isOutdated, unixMs } from './tag-log.mjs'

const TAGS_HEADER = 'x-next-cache-tags'
/** No render takes longer than this (ms). */
const LONGEST_RENDER_MS = 30_000
/** Next's sign for a page that nobody may be shown until it is rendered again. */
const RENDER_FIRST = -1

/** Path → when the render under way began to read (Unix ms). */
const begun = new Map()
/** Path → when the stored page began to read its data. */
const readAt = new Map()

export default class SharedPages extends nextFileCache.default {
  async get(key, context) {
    await catchUp()
    const page = await super.get(key, context)
    const isFresh =
      page && !isOutdated(tagsOf(page), readAt.get(key) ?? (page.lastModified ?? 0) - LONGEST_RENDER_MS)
    if (isFresh) return page
    // The first reader renders; those who come while it does wait for the same page.
    if (!begun.has(key)) begun.set(key, unixMs())
    return page ? { ...page, lastModified: RENDER_FIRST } : page
  }

  async set(key, page, context) {
    // What has expired since the render began to read is not in the page, whenever it is stored.
    readAt.set(key, begun.get(key) ?? unixMs() - LONGEST_RENDER_MS)
    begun.delete(key)
    return super.set(key, page, context)
  }
}

function tagsOf(page) {
  const tags = page.value?.headers?.[TAGS_HEADER]
  return typeof tags === 'string' ? tags.split(',') : []
}
