import 'server-only'
import { type Hold, holdsStore } from './store'
import { stockRows } from '../stock/store'

const PAGE = 200

/** All holds that run now, some SKUs at a time. Ends early when Redis goes away: the rest is unknown then. */
export async function* listHolds(): AsyncGenerator<Hold[]> {
  for (let after = ''; ;) {
    const skus = (await stockRows.page(after, PAGE)).map(({ sku }) => sku)
    const last = skus.at(-1)
    const held = last && (await holdsStore.holders(skus))
    if (!held) return
    yield held
    after = last
  }
}
