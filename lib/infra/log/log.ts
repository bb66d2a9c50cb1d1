import 'server-only'

type Level = 'info' | 'warn' | 'error'

/**
 * What a log line may carry: identifiers, counts and codes. Names, addresses, e-mails, tokens and bodies have no key
 * here, so they cannot be logged by mistake.
 */
export interface LogFields {
  requestId?: string
  route?: string
  status?: number
  code?: string
  durationMs?: number
  customerId?: string
  accountId?: string
  orderId?: string
  eventId?: string
  messageId?: string
  sku?: string
  count?: number
  attempt?: number
  reason?: string
  error?: unknown
}

/** One JSON line a call. `event` is a fixed name, e.g. `order.paid`, never a sentence with data in it. */
export function log(level: Level, event: string, { error, ...fields }: LogFields = {}): void {
  const line = JSON.stringify({
    time: new Date().toISOString(),
    level,
    event,
    ...fields,
    ...(error === undefined ? {} : describe(error)),
  })
  console[level](line)
}

function describe(error: unknown): { error: string; cause?: string; stack?: string } {
  if (!(error instanceof Error)) return { error: withoutIds(String(error)) }
  return {
    error: withoutIds(`${error.name}: ${error.message}`),
    ...(error.cause === undefined ? {} : { cause: withoutIds(String(error.cause)) }),
    ...(error.stack ? { stack: withoutIds(error.stack) } : {}),
  }
}

/** What a vendor's error may repeat: the processor's ids and keys. Their kind stays, to know what it was about. */
const withoutIds = (text: string): string =>
  text.replace(
    /\b(pi|pm|ch|py|re|evt|cus|seti|ctoken|tok|card|src|(?:sk|rk|pk)_(?:test|live)|whsec)_\w{4,}/g,
    '$1_…',
  )
