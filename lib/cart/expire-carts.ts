import 'server-only'
import { variantsBySku } from '../catalog'
import { shopDb, shopTransaction } from '../infra/db/shop'
import { reholdCart } from '../inventory'
import { abandonedCopy } from './rules/abandoned-copy'
import { allCarts } from './all-carts-store'

const BATCH = 200
/** So many batches a run: the next run, a minute later, goes on. */
const BATCHES = 25

/**
 * Ends carts that are idle past their time, and keeps a copy of what was in them, with today's prices, in the same
 * transaction. Carts that someone is writing to are left for the next run; many runs at once share the work.
 */
export async function expireCarts(): Promise<{ abandoned: number }> {
  let abandoned = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const idle = await allCarts.idle(shopDb(), BATCH)
    const ended = idle.length > 0 ? await abandon(idle) : 0
    abandoned += ended
    if (idle.length < BATCH || ended === 0) break
  }
  return { abandoned }
}

async function abandon(idle: Awaited<ReturnType<typeof allCarts.idle>>): Promise<number> {
  // Read before the transaction: it would wait for a second connection inside it otherwise.
  const variants = await variantsBySku([...new Set(idle.flatMap(({ skus }) => skus))])
  const ended = await shopTransaction(async (tx) => {
    const ended = await allCarts.abandon(tx, idle)
    const left = ended.filter(({ lines }) => lines.length > 0)
    await allCarts.copyAbandoned(
      tx,
      left.map((cart) => abandonedCopy(cart, variants)),
    )
    return ended
  })
  await Promise.all(
    ended.map(({ id, lines }) =>
      reholdCart({ cartId: id, lines: lines.map(({ sku }) => ({ sku, quantity: 0 })) }),
    ),
  )
  return ended.length
}
