import 'server-only'
import { AppError } from '../core/errors'
import { parseJson } from '../core/json'
import { returnEvent } from '../events/exchange'
import { ToFulfillment, ToShop } from '../events/contract'
import { fulfillmentDb, fulfillmentTransaction } from '../infra/db/fulfillment'
import type { Actor } from './actor'
import { audit } from './audit-store'
import { receiveEvent } from './receive-event'
import { deadLetters } from './dead-letter-store'

/**
 * Takes a parked message in after all, or, when it was one of ours to the shop, lets the relay send it again. Again, or
 * after the message came through by itself: nothing happens twice.
 * @throws AppError `not_found`; `invalid_input` when it is still not a message we understand
 */
export async function replayDeadLetter({ id, by }: { id: string; by: Actor }): Promise<void> {
  const letter = await deadLetters.find(id)
  if (!letter) throw new AppError('not_found', 'There is no such message.')
  if (!letter.isOpen) return
  const message = parseJson(letter.body)
  const incoming = ToFulfillment.safeParse(message)
  const outgoing = ToShop.safeParse(message)
  // An end of a session may have come from either side; each call does nothing for what is not its own.
  if (incoming.success) await receiveEvent(incoming.data)
  if (outgoing.success) await returnEvent(fulfillmentDb(), outgoing.data)
  if (!incoming.success && !outgoing.success)
    throw new AppError('invalid_input', 'This message still cannot be read. Its sender must correct it.')
  await fulfillmentTransaction(async (tx) => {
    await deadLetters.replayed(tx, id)
    await audit.write(tx, { subject: 'dead_letter', subjectId: id, action: 'replayed', by })
  })
}
