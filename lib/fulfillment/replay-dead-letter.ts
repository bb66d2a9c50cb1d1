import 'server-only'
import { AppError } from '../core/errors'
import { returnEvent } from '../events'
import { ToFulfillment, ToShop } from '../events/contract'
import { fulfillmentDb } from '../infra/db/fulfillment'
import { receiveEvent } from './receive-event'
import { deadLetters } from './store'

/**
 * Takes a parked message in after all, or, when it was one of ours to the shop, lets the relay send it again. Again, or
 * after the message came through by itself: nothing happens twice.
 * @throws AppError `not_found`; `invalid_input` when it is still not a message we understand
 */
export async function replayDeadLetter({ id }: { id: string }): Promise<void> {
  const letter = await deadLetters.find(id)
  if (!letter) throw new AppError('not_found', 'There is no such message.')
  const incoming = ToFulfillment.safeParse(parsed(letter.body))
  const outgoing = ToShop.safeParse(parsed(letter.body))
  if (incoming.success) await receiveEvent(incoming.data)
  else if (outgoing.success) await returnEvent(fulfillmentDb(), outgoing.data)
  else throw new AppError('invalid_input', 'This message still cannot be read. Its sender must mend it.')
  await deadLetters.replayed(id)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
