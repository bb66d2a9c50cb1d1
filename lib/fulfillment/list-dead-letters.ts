import 'server-only'
import { deadLetters } from './dead-letter-store'
import type { DeadLetterView } from './schema'

const LIMIT = 500

/** What could not be delivered and nobody has replayed, the longest waiting first. */
export const listDeadLetters = (): Promise<DeadLetterView[]> => deadLetters.open(LIMIT)
