import type Stripe from 'stripe'
import { buildEvent, type EmittedType, type EventObjects } from './objects/event'
import type { Store } from './store'
import type { Webhooks } from './webhooks'

/** What every rule and route works with: the objects, the events, and where the stand-in is reached. */
export class Backend {
  constructor(
    readonly store: Store,
    readonly webhooks: Webhooks,
    readonly baseUrl: () => string,
  ) {}

  /** Records that something happened. Delivery starts after the request's changes are committed. */
  emit<T extends EmittedType>(type: T, object: EventObjects[T], request: Stripe.Event.Request): void {
    const pendingWebhooks = this.webhooks.endpointsFor(type).length
    const event = this.store.events.put(buildEvent({ type, object, pendingWebhooks, request }))
    setImmediate(() => this.webhooks.send(event))
  }
}
