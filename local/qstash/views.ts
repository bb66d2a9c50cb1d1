import type { DeadLetter, LogEntry } from './bus'
import { headerLists } from './callbacks'
import type { Message } from './message'
import type { Schedule } from './schedules'

/** A message as GET /v2/messages/{id} shows it. */
export function messageView({ id, spec, createdAt }: Message) {
  return {
    messageId: id,
    url: spec.url,
    method: spec.method,
    header: headerLists(spec.headers),
    ...bodyView(spec.body, 'body', 'bodyBase64'),
    maxRetries: spec.maxRetries,
    notBefore: Math.round(spec.notBefore),
    createdAt,
    callerIP: '127.0.0.1',
    ...labelView(spec.labels),
    ...(spec.callback && { callback: spec.callback.url }),
    ...(spec.failureCallback && { failureCallback: spec.failureCallback.url }),
    ...(spec.scheduleId !== undefined && { scheduleId: spec.scheduleId }),
  }
}

export function deadLetterView({ dlqId, message, outcome }: DeadLetter) {
  return {
    ...messageView(message),
    dlqId,
    responseStatus: outcome.status,
    responseHeader: outcome.header,
    ...bodyView(
      outcome.error === undefined ? outcome.body : Buffer.from(outcome.error),
      'responseBody',
      'responseBodyBase64',
    ),
  }
}

export function scheduleView(schedule: Schedule) {
  const { id, headers, body } = schedule
  const forwarded = Object.entries(headers).filter(([name]) => name === 'content-type')
  return {
    scheduleId: id,
    cron: schedule.cron,
    createdAt: schedule.createdAt,
    destination: schedule.destination,
    method: headers['upstash-method'] ?? 'POST',
    header: headerLists(Object.fromEntries(forwarded)),
    ...bodyView(body, 'body', 'bodyBase64'),
    retries: Number(headers['upstash-retries'] ?? 3),
    isPaused: schedule.isPaused,
    ...(headers['upstash-callback'] && { callback: headers['upstash-callback'] }),
    ...(headers['upstash-failure-callback'] && { failureCallback: headers['upstash-failure-callback'] }),
    ...labelView(headers['upstash-label']?.split(',') ?? []),
  }
}

export const logView = ({ message, ...entry }: LogEntry) => ({
  ...entry,
  messageId: message.id,
  url: message.spec.url,
  ...labelView(message.spec.labels),
})

const labelView = (labels: string[]) => (labels.length > 0 ? { label: labels[0], labels } : {})

/** Text as text; bytes that are not UTF-8 under the other name, in base64. */
function bodyView(body: Buffer, textName: string, base64Name: string): Record<string, string> {
  const text = body.toString('utf8')
  const isText = Buffer.from(text).equals(body)
  return isText ? { [textName]: text } : { [base64Name]: body.toString('base64') }
}
