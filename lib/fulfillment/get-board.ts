import 'server-only'
import type { Board } from './schema'
import { deadLetters, shipments } from './store'

/** More than a screen shows; the rest moves up as work is done. */
const LIMIT = 100
const RECENTLY_SHIPPED = 20

/** What a worker sees: what to pick and what is packed, oldest first; what was shipped last; what needs attention. */
export async function getBoard(): Promise<Board> {
  const [toPick, packed, shipped, letters] = await Promise.all([
    shipments.list('to_pick', 'oldest', LIMIT),
    shipments.list('packed', 'oldest', LIMIT),
    shipments.list('shipped', 'newest', RECENTLY_SHIPPED),
    deadLetters.open(LIMIT),
  ])
  return { toPick, packed, shipped, deadLetters: letters }
}
