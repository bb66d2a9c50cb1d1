import 'server-only'
import { z } from 'zod'
import { AppError } from '../core/errors'
import { parseJson } from '../core/json'
import {
  acknowledgeEvent,
  type Acknowledged,
  BusCallback,
  BusFailure,
  readAcknowledgement,
} from '../events/exchange'
import { ToFulfillment } from '../events/contract'
import { fulfillmentDb } from '../infra/db/fulfillment'
import { parkDeadLetter } from './park-dead-letter'
import { receiveEvent } from './receive-event'
import { relayFulfillmentOutbox } from './relay-outbox'

/**
 * Whatever the bus delivers to the warehouse: an event of the shop, the shop's acknowledgement of one of ours, or a
 * message that could not be delivered.
 * @throws AppError `invalid_input` for anything else: after its attempts the bus parks it
 */
export async function handleEvent(body: unknown): Promise<Acknowledged | { parked: true } | { noted: true }> {
  const event = ToFulfillment.safeParse(body)
  if (event.success) {
    await receiveEvent(event.data)
    // Its answer is waited for: by the shopper who gave the order up.
    if (event.data.payload.type === 'order.canceled.v1') await relayFulfillmentOutbox()
    return { acknowledged: event.data.id, customerId: event.data.customerId }
  }
  const failure = BusFailure.safeParse(body)
  if (failure.success && failure.data.dlqId !== undefined) {
    const { sourceMessageId, sourceBody, status, body: answer } = failure.data
    await parkDeadLetter({
      messageId: sourceMessageId,
      body: text(sourceBody),
      error: `${status}: ${reasonIn(text(answer))}`.slice(0, 2_000),
    })
    return { parked: true }
  }
  const callback = BusCallback.safeParse(body)
  if (callback.success) {
    const answer = readAcknowledgement(callback.data)
    if (answer) {
      await acknowledgeEvent(fulfillmentDb(), { customerId: answer.customerId, eventId: answer.acknowledged })
    }
    return { noted: true }
  }
  throw new AppError('invalid_input', 'This is not a message the warehouse understands.', {
    errors: event.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  })
}

const Problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
})

/** What an answer says is wrong, in words when it is one of our problems. */
function reasonIn(answer: string): string {
  const problem = Problem.safeParse(parseJson(answer))
  if (!problem.success) return answer
  const { detail, errors } = problem.data
  return [detail, ...errors.map(({ path, message }) => `${path || 'message'}: ${message}`)].join('\n')
}

const text = (base64: string) => Buffer.from(base64, 'base64').toString('utf8')
