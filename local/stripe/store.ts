import type Stripe from 'stripe'
import { Collection } from './collection'
import type { IdempotencyRecord } from './idempotency'
import { Journal, type JournalEntry } from './journal'

/** What Stripe.js told about the checkout a token was made for; the API never shows it. */
export interface ClientContext {
  id: string
  object: 'client_context'
  currency: string | undefined
  captureMethod: string | undefined
}

/** All that the stand-in knows. With a file it survives a restart. */
export class Store {
  private readonly journal: Journal | null
  private readonly note = (entry: JournalEntry) => this.journal?.record(entry)

  readonly paymentIntents = new Collection<Stripe.PaymentIntent>('payment_intent', this.note)
  readonly charges = new Collection<Stripe.Charge>('charge', this.note)
  readonly refunds = new Collection<Stripe.Refund>('refund', this.note)
  readonly paymentMethods = new Collection<Stripe.PaymentMethod>('payment_method', this.note)
  readonly confirmationTokens = new Collection<Stripe.ConfirmationToken>('confirmation_token', this.note)
  readonly clientContexts = new Collection<ClientContext>('client_context', this.note)
  readonly customers = new Collection<Stripe.Customer>('customer', this.note)
  readonly events = new Collection<Stripe.EventBase>('event', this.note)
  readonly webhookEndpoints = new Collection<Stripe.WebhookEndpoint>('webhook_endpoint', this.note)
  readonly idempotency = new Collection<IdempotencyRecord>('idempotency_record', this.note)

  private readonly collections = [
    this.paymentIntents,
    this.charges,
    this.refunds,
    this.paymentMethods,
    this.confirmationTokens,
    this.clientContexts,
    this.customers,
    this.events,
    this.webhookEndpoints,
    this.idempotency,
  ]

  constructor(dataFile?: string) {
    this.journal = dataFile === undefined ? null : new Journal(dataFile)
    if (this.journal === null) return
    for (const entry of this.journal.read()) {
      this.collections.find(({ object }) => object === entry.object)?.restore(entry)
    }
    this.journal.compact(this.collections.flatMap((collection) => collection.entries()))
  }

  /** Makes the changes since the last commit durable, all together. */
  commit(): void {
    this.journal?.commit()
  }

  /** The object that a reference such as `ch_…` points to. */
  resolve(id: string): object | undefined {
    switch (id.split('_', 1)[0]) {
      case 'pi':
        return this.paymentIntents.get(id)
      case 'ch':
        return this.charges.get(id)
      case 're':
        return this.refunds.get(id)
      case 'pm':
        return this.paymentMethods.get(id)
      case 'cus':
        return this.customers.get(id)
      default:
        return undefined
    }
  }
}
