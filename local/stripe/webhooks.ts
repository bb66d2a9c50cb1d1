import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type Stripe from 'stripe'
import type { Faults } from './faults'
import { unixNow } from './ids'
import { buildWebhookEndpoint } from './objects/webhook-endpoint'
import type { Store } from './store'

export interface WebhookTarget {
  url: string
  secret: string
  /** Event types to send; all when left out. */
  events?: string[]
}

/** Stripe retries for three days; a developer's machine has less patience. About five minutes in all. */
const MAX_ATTEMPTS = 17
const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 30_000
const ANSWER_TIMEOUT_MS = 20_000
const RESUME_WITHIN_SECONDS = 60 * 60

/** Sends events to the endpoints that asked for them: signed, in parallel, again until answered with 2xx. */
export class Webhooks {
  private configured: Stripe.WebhookEndpoint[] = []
  private readonly closing = new AbortController()
  readonly counts = { delivered: 0, failed: 0, dropped: 0, pending: 0 }

  constructor(
    private readonly store: Store,
    private readonly faults: Faults,
  ) {}

  /** Replaces the endpoints that were configured from outside; those made through the API stay. */
  configure(targets: WebhookTarget[]): void {
    this.configured = targets.map(({ url, secret, events }) =>
      buildWebhookEndpoint({ url, secret, events: events ?? ['*'], description: null, metadata: {} }),
    )
  }

  configuredEndpoints(): readonly Stripe.WebhookEndpoint[] {
    return this.configured
  }

  endpoints(): Stripe.WebhookEndpoint[] {
    return [...this.configured, ...this.store.webhookEndpoints.all()]
  }

  endpointsFor(type: string): Stripe.WebhookEndpoint[] {
    return this.endpoints().filter(
      ({ enabled_events }) => enabled_events.includes('*') || enabled_events.includes(type),
    )
  }

  /** Starts the deliveries of an event and returns at once. */
  send(event: Stripe.EventBase): void {
    for (const endpoint of this.endpointsFor(event.type)) {
      if (Math.random() < this.faults.webhooks.drop) {
        this.counts.dropped += 1
        continue
      }
      const copies = 1 + this.faults.webhooks.duplicate
      for (let copy = 0; copy < copies; copy += 1) void this.deliver(endpoint, event)
    }
  }

  /** Takes up again, after a restart, what had not been delivered. */
  resume(): void {
    const since = unixNow() - RESUME_WITHIN_SECONDS
    for (const event of this.store.events.all()) {
      if (event.pending_webhooks > 0 && event.created >= since) this.send(event)
    }
  }

  close(): void {
    this.closing.abort()
  }

  private async deliver(endpoint: Stripe.WebhookEndpoint, event: Stripe.EventBase): Promise<void> {
    this.counts.pending += 1
    const { delay, reorder } = this.faults.webhooks
    try {
      await this.pause(delay + Math.random() * reorder)
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        if (await this.post(endpoint, event)) return this.settle(event)
        this.counts.failed += 1
        await this.pause(Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS))
      }
    } catch (error) {
      if (!this.closing.signal.aborted) throw error
    } finally {
      this.counts.pending -= 1
    }
  }

  private async post(endpoint: Stripe.WebhookEndpoint, event: Stripe.EventBase): Promise<boolean> {
    const body = JSON.stringify(event, null, 2)
    try {
      const response = await fetch(endpoint.url, {
        method: 'POST',
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signature(body, endpoint.secret ?? ''),
        },
      })
      await response.arrayBuffer()
      return response.ok
    } catch {
      return false
    }
  }

  private settle(event: Stripe.EventBase): void {
    this.counts.delivered += 1
    const current = this.store.events.get(event.id)
    if (current === undefined || this.closing.signal.aborted) return
    this.store.events.put({ ...current, pending_webhooks: Math.max(0, current.pending_webhooks - 1) })
    this.store.commit()
  }

  /** Rejects when the stand-in closes; never keeps the process alive. */
  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.closing.signal, ref: false })
  }
}

/** The Stripe-Signature header: `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`, as test mode sends it. */
function signature(body: string, secret: string, seconds = unixNow()): string {
  const sign = (key: string) => createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${sign(secret)},v0=${sign('test mode')}`
}
