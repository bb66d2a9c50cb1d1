/** Next's own cache of data ('use cache'), which also obeys the log of tags that all servers share. */
import nextDataCache from 'next/dist/server/lib/cache-handlers/default.js'
import { catchUp, isOutdated, lastExpiry } from './tag-log.mjs'

const SIZE_BYTES = 50 * 1024 * 1024
const own = nextDataCache.createDefaultCacheHandler(SIZE_BYTES)

const sharedData = {
  ...own,
  async get(key, softTags) {
    await catchUp()
    const entry = await own.get(key, softTags)
    return entry && !isOutdated(entry.tags, entry.timestamp) ? entry : undefined
  },
  async refreshTags() {
    await catchUp()
    await own.refreshTags()
  },
  async getExpiration(tags) {
    return Math.max(await own.getExpiration(tags), lastExpiry(tags))
  },
}

export default sharedData
