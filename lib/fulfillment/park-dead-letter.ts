import 'server-only'
import { z } from 'zod'
import { busConfig } from '../config/environment'
import { parseJson } from '../core/json'
import { log } from '../infra/log/log'
import { deadLetters } from './dead-letter-store'

const WithId = z.object({ id: z.uuid() })

/** Keeps a message that no attempt could deliver, and raises the alarm: once for an event, however often it is sent again. */
export async function parkDeadLetter(letter: {
  messageId: string
  body: string
  error: string
}): Promise<void> {
  const event = WithId.safeParse(parseJson(letter.body))
  await deadLetters.park({ ...letter, key: event.success ? event.data.id : letter.messageId })
  await raiseAlarms()
}

/**
 * Raises what alarms are due: by log and, where ALERT_WEBHOOK_URL is set, by webhook. The job does it too, for a process
 * that was stopped between a letter and its alarm.
 */
export async function raiseAlarms(): Promise<number> {
  const due = await deadLetters.takeUnalerted()
  for (const { messageId, error } of due) {
    log('error', 'alert.dead_letter', { messageId, reason: error })
    await callWebhook(messageId, error)
  }
  return due.length
}

async function callWebhook(messageId: string, error: string): Promise<void> {
  const { ALERT_WEBHOOK_URL } = busConfig()
  if (!ALERT_WEBHOOK_URL) return
  try {
    const answer = await fetch(ALERT_WEBHOOK_URL, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        text: `A message to or from the warehouse could not be delivered: ${error}`,
        messageId,
      }),
      signal: AbortSignal.timeout(5_000),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`)
  } catch (failure) {
    log('error', 'alert.not_sent', { messageId, error: failure })
  }
}
