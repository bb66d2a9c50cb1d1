import { createHash, randomUUID } from 'node:crypto'
import { callbackBody } from './callbacks'
import type { Attempt, Outcome } from './delivery'
import { type Faults, NO_FAULTS } from './faults'
import { type CallbackSpec, type Message, type MessageSpec, parseMessage } from './message'

export interface DeadLetter {
  dlqId: string
  message: Message
  outcome: Outcome
}

export type LogState = 'CREATED' | 'ACTIVE' | 'DELIVERED' | 'ERROR' | 'RETRY' | 'FAILED' | 'CANCELED'

export interface LogEntry {
  time: number
  state: LogState
  message: Message
  error?: string
  nextDeliveryTime?: number
}

interface Delivery {
  message: Message
  retried: number
  at: number
  /** A duplicate by fault: its outcome is of no consequence. */
  isCopy: boolean
}

export interface BusOptions {
  send: (attempt: Attempt) => Promise<Outcome>
  /** How long to wait before retry 1, 2, … */
  retryDelayMs: (attempt: number) => number
  concurrency: number
}

const DEDUPLICATION_MS = 10 * 60_000
const LOG_LENGTH = 1000
const LONGEST_TIMER_MS = 2 ** 31 - 1
// The answer by which a receiver tells QStash not to try again.
const NON_RETRYABLE_STATUS = 489

/** Messages, their deliveries with retries, and the dead-letter queue. All in memory. */
export class Bus {
  readonly messages = new Map<string, Message>()
  readonly deadLetters = new Map<string, DeadLetter>()
  readonly log: LogEntry[] = []
  readonly counts = { published: 0, deduplicated: 0, attempts: 0, delivered: 0, failed: 0, dropped: 0 }
  faults: Faults = NO_FAULTS

  readonly #options: BusOptions
  readonly #seen = new Map<string, { messageId: string; until: number }>()
  readonly #timers = new Map<Delivery, NodeJS.Timeout>()
  readonly #ready: Delivery[] = []
  #active = 0

  constructor(options: BusOptions) {
    this.#options = options
  }

  /** Takes a message. One that repeats another of the last ten minutes is answered with that one's id. */
  publish(spec: MessageSpec): { messageId: string; deduplicated?: true } {
    const now = Date.now()
    const key = deduplicationKey(spec)
    const seen = key === undefined ? undefined : this.#seen.get(key)
    if (seen && seen.until > now) {
      this.counts.deduplicated += 1
      return { messageId: seen.messageId, deduplicated: true }
    }
    const message: Message = { id: newId('msg'), spec, createdAt: now, state: 'pending' }
    if (key !== undefined) this.#seen.set(key, { messageId: message.id, until: now + DEDUPLICATION_MS })
    this.counts.published += 1
    this.#record('CREATED', message)
    if (Math.random() < this.faults.drop) {
      message.state = 'lost'
      this.counts.dropped += 1
      return { messageId: message.id }
    }
    this.messages.set(message.id, message)
    for (let copy = 0; copy <= this.faults.duplicate; copy += 1) {
      const late = this.faults.delayMs + Math.random() * this.faults.shuffleMs
      this.#schedule({ message, retried: 0, at: spec.notBefore + late, isCopy: copy > 0 })
    }
    return { messageId: message.id }
  }

  /** Answers whether the message was still on its way. An attempt under way is not taken back. */
  cancel(id: string): boolean {
    const message = this.messages.get(id)
    if (!message) return false
    this.#end(message, 'canceled')
    this.#record('CANCELED', message)
    return true
  }

  /** Publishes a dead letter once more, as a new message. */
  retryDeadLetter(dlqId: string): string | undefined {
    const letter = this.deadLetters.get(dlqId)
    if (!letter) return undefined
    this.deadLetters.delete(dlqId)
    const spec = { ...letter.message.spec, notBefore: Date.now(), deduplicationId: undefined }
    return this.publish({ ...spec, contentBasedDeduplication: false }).messageId
  }

  /** Loses every message, dead letter and memory of duplicates, as a bus that lost its disk. */
  wipe(): void {
    for (const message of this.messages.values()) this.#end(message, 'lost')
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#ready.length = 0
    this.deadLetters.clear()
    this.#seen.clear()
  }

  get active(): number {
    return this.#active
  }

  #schedule(delivery: Delivery): void {
    const wait = Math.min(Math.max(0, delivery.at - Date.now()), LONGEST_TIMER_MS)
    const timer = setTimeout(() => {
      this.#timers.delete(delivery)
      if (delivery.at > Date.now() + 1) return this.#schedule(delivery)
      this.#ready.push(delivery)
      this.#pump()
    }, wait)
    this.#timers.set(delivery, timer)
  }

  #pump(): void {
    while (this.#active < this.#options.concurrency) {
      const delivery = this.#ready.shift()
      if (!delivery) return
      if (isGone(delivery.message)) continue
      this.#active += 1
      void this.#attempt(delivery).finally(() => {
        this.#active -= 1
        this.#pump()
      })
    }
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { message, retried, isCopy } = delivery
    this.counts.attempts += 1
    this.#record('ACTIVE', message)
    const outcome = await this.#options.send({ messageId: message.id, spec: message.spec, retried })
    if (isCopy || isGone(message)) return
    const { callback, failureCallback, maxRetries } = message.spec
    if (outcome.status >= 200 && outcome.status < 300) {
      this.counts.delivered += 1
      this.#end(message, 'delivered')
      this.#record('DELIVERED', message)
      return this.#callBack(callback, message, outcome, retried)
    }
    const error = outcome.error ?? `status ${outcome.status}`
    this.#record('ERROR', message, { error })
    this.#callBack(callback, message, outcome, retried)
    if (retried < maxRetries && outcome.status !== NON_RETRYABLE_STATUS) {
      const at = Date.now() + this.#options.retryDelayMs(retried + 1)
      this.#record('RETRY', message, { nextDeliveryTime: at })
      return this.#schedule({ message, retried: retried + 1, at, isCopy: false })
    }
    this.counts.failed += 1
    this.#end(message, 'failed')
    this.#record('FAILED', message, { error })
    const dlqId = newId('dlq')
    this.deadLetters.set(dlqId, { dlqId, message, outcome })
    this.#callBack(failureCallback, message, outcome, retried, dlqId)
  }

  #callBack(
    to: CallbackSpec | undefined,
    source: Message,
    outcome: Outcome,
    retried: number,
    dlqId?: string,
  ) {
    if (!to) return
    const body = callbackBody(source, outcome, retried, dlqId)
    this.publish(parseMessage(to.url, to.headers, Buffer.from(JSON.stringify(body)), Date.now()))
  }

  #end(message: Message, state: Message['state']): void {
    message.state = state
    this.messages.delete(message.id)
  }

  #record(state: LogState, message: Message, more: Partial<LogEntry> = {}): void {
    this.log.push({ time: Date.now(), state, message, ...more })
    if (this.log.length > LOG_LENGTH) this.log.shift()
  }
}

const isGone = ({ state }: Message): boolean => state === 'canceled' || state === 'lost'

const newId = (kind: string): string => `${kind}_${randomUUID().replaceAll('-', '')}`

function deduplicationKey(spec: MessageSpec): string | undefined {
  if (spec.deduplicationId !== undefined) return `id:${spec.deduplicationId}`
  if (!spec.contentBasedDeduplication) return undefined
  const content = JSON.stringify([spec.method, spec.url, spec.headers, spec.body.toString('base64')])
  return `content:${createHash('sha256').update(content).digest('hex')}`
}
