import 'server-only'
import { fulfillmentDb } from '../infra/db/fulfillment'
import { boardRows, columns, shippedLately } from './board-store'
import { deadLetters } from './dead-letter-store'
import { type Board, BOARD_PAGE } from './schema'
import { shipments } from './store'

/**
 * What a worker sees: what to pick and what is packed, oldest first; what was shipped in the last day; what needs attention,
 * which is what has left in part, what is to be put back, and messages that could not be delivered. Each column lists
 * `limit` shipments at most, and counts all of them.
 *
 * @param q only shipments that have this text in a number, a SKU or a name; any age, dead letters left out
 */
export async function getBoard({
  q,
  limit = BOARD_PAGE,
}: { q?: string | undefined; limit?: number | undefined } = {}): Promise<Board> {
  const now = await shipments.now(fulfillmentDb())
  const found = q ? { id: { in: await boardRows.matching(q) } } : null
  const only = (column: Parameters<typeof shipments.list>[0]) => (found ? { AND: [column, found] } : column)
  const column = async (where: Parameters<typeof shipments.list>[0], order: 'oldest' | 'newest') => {
    const [rows, count] = await Promise.all([shipments.list(where, order, limit), boardRows.count(where)])
    return { rows, count }
  }
  const [toPick, packed, shipped, attention, letters, openLetters] = await Promise.all([
    column(only(columns.toPick), 'oldest'),
    column(only(columns.packed), 'oldest'),
    column(only(found ? { status: 'SHIPPED' } : shippedLately(now)), 'newest'),
    column(only(columns.attention), 'oldest'),
    found ? [] : deadLetters.open(limit),
    found ? 0 : deadLetters.countOpen(),
  ])
  return {
    toPick: toPick.rows,
    packed: packed.rows,
    shipped: shipped.rows,
    attention: attention.rows,
    deadLetters: letters,
    counts: {
      toPick: toPick.count,
      packed: packed.count,
      shipped: shipped.count,
      attention: attention.count,
      deadLetters: openLetters,
    },
  }
}
