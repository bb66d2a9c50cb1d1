import { z } from 'zod'
import { parseJson } from '../core/json'

/** What a consumer answers once it has taken an event in; the bus carries it back to the producer. */
export const Acknowledged = z.object({ acknowledged: z.uuid(), customerId: z.uuid() })
export type Acknowledged = z.infer<typeof Acknowledged>

/** The bus's callback: the consumer's answer, in base64. */
export const BusCallback = z.object({
  status: z.int(),
  body: z.base64(),
  sourceMessageId: z.string(),
})

/** The bus's failure callback: the last answer, and the message that no attempt delivered. */
export const BusFailure = BusCallback.extend({ sourceBody: z.base64(), dlqId: z.string().optional() })

/** @returns the acknowledgement in a callback; null when the consumer did not take the event in */
export function readAcknowledgement(callback: z.infer<typeof BusCallback>): Acknowledged | null {
  if (callback.status < 200 || callback.status > 299) return null
  const parsed = Acknowledged.safeParse(parseJson(Buffer.from(callback.body, 'base64').toString('utf8')))
  return parsed.success ? parsed.data : null
}
