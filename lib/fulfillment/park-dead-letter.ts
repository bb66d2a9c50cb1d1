import 'server-only'
import { busConfig } from '../config/bus'
import { log } from '../infra/log/log'
import { deadLetters } from './store'

/**
 * Keeps a message that no attempt could deliver, and raises the alarm: once per message, by log and, where
 * ALERT_WEBHOOK_URL is set, by webhook.
 */
export async function parkDeadLetter(letter: {
  messageId: string
  body: string
  error: string
}): Promise<void> {
  const isNew = await deadLetters.park(letter)
  if (!isNew) return
  const { messageId, error } = letter
  log('error', 'alert.dead_letter', { messageId, reason: error })
  const { ALERT_WEBHOOK_URL } = busConfig()
  if (!ALERT_WEBHOOK_URL) return
  await fetch(ALERT_WEBHOOK_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: `A message to the warehouse could not be delivered: ${error}`, messageId }),
    signal: AbortSignal.timeout(5_000),
  }).catch((failure: unknown) => log('error', 'alert.not_sent', { messageId, error: failure }))
}
