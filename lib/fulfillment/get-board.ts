import 'server-only'
import { deadLetters } from './dead-letter-store'
import type { Board } from './schema'
import { shipments } from './store'

/** More than a screen shows; the rest moves up as work is done. */
const LIMIT = 100
const RECENTLY_SHIPPED = 20

/**
 * What a worker sees: what to pick and what is packed, oldest first; what was shipped last; what needs attention, which is
 * what has left in part, what is to be put back, and messages that could not be delivered.
 */
export async function getBoard(): Promise<Board> {
  const [toPick, packed, shipped, attention, letters] = await Promise.all([
    shipments.list({ status: 'TO_PICK' }, 'oldest', LIMIT),
    shipments.list({ status: 'PACKED' }, 'oldest', LIMIT),
    shipments.list({ status: 'SHIPPED' }, 'newest', RECENTLY_SHIPPED),
    shipments.list({ OR: [{ status: 'PARTLY_SHIPPED' }, { needsReturn: true }] }, 'oldest', LIMIT),
    deadLetters.open(LIMIT),
  ])
  return { toPick, packed, shipped, attention, deadLetters: letters }
}
