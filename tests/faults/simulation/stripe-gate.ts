import type RealStripe from 'stripe'
import { Api, HANG_UP } from '@/local/stripe/api'
import { Backend } from '@/local/stripe/backend'
import { Faults } from '@/local/stripe/faults'
import { finishAuthentication } from '@/local/stripe/intents/authenticate'
import { Store } from '@/local/stripe/store'
import { Webhooks } from '@/local/stripe/webhooks'
import { actorNow, cross } from './gate'

export interface Hook {
  eventId: string
  type: string
  intentId: string
}

const KEY = 'sk_test_simulation'

/** The local Stripe in this process: its webhooks wait in a list until the scheduler delivers them, or does not. */
export class SimulatedStripe {
  readonly hooks: Hook[] = []
  readonly #store = new Store()
  readonly #faults = new Faults()
  readonly #backend: Backend
  readonly #api: Api

  constructor() {
    const hooks = this.hooks
    class CollectedWebhooks extends Webhooks {
      override endpointsFor() {
        return []
      }
      override send(event: RealStripe.EventBase): void {
        const subject = event.data.object as { object?: string; id?: string }
        if (subject.object !== 'payment_intent' || !subject.id) return
        hooks.push({ eventId: event.id, type: event.type, intentId: subject.id })
      }
    }
    const webhooks = new CollectedWebhooks(this.#store, this.#faults)
    this.#backend = new Backend(this.#store, webhooks, () => 'http://stripe.simulation')
    this.#api = new Api(this.#backend, this.#faults)
  }

  async request(method: string, path: string, form: string, idempotencyKey?: string): Promise<Response> {
    const answer = await this.#api.answer({
      method,
      path,
      form,
      authorization: `Bearer ${KEY}`,
      idempotencyKey,
      version: undefined,
    })
    if (answer === HANG_UP) throw new TypeError('fetch failed')
    return new Response(answer.body, { status: answer.status, headers: answer.headers })
  }

  /** A ConfirmationToken as the browser makes it. */
  async cardToken(card: string): Promise<string> {
    const answer = await this.request(
      'POST',
      '/v1/test_helpers/confirmation_tokens',
      `payment_method=${card}`,
    )
    const { id } = (await answer.json()) as { id: string }
    return id
  }

  intents(): RealStripe.PaymentIntent[] {
    return this.#store.paymentIntents.all()
  }

  isRefunded(intentId: string): boolean {
    return this.#store.refunds.all().some(({ payment_intent }) => payment_intent === intentId)
  }

  /** The shopper in front of the bank's question. */
  finishChallenge(intent: RealStripe.PaymentIntent, passed: boolean): void {
    finishAuthentication(this.#backend, intent, passed)
  }
}

const noNetwork = () => new TypeError('fetch failed')

/** What the SDK takes for the network: each call waits at the gate, then asks the Stripe of the lane that calls. */
async function gatedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const { pathname, search } = new URL(String(input))
  const headers = new Headers(init?.headers)
  const method = init?.method ?? 'GET'
  const form = method === 'POST' ? String(init?.body ?? '') : search.slice(1)
  const stripe = actorNow()?.lane.stripe
  if (!stripe) throw new Error('a call to Stripe from nobody')
  return cross({ boundary: 'stripe', label: `${method} ${pathname}`, networkError: noNetwork }, () =>
    stripe.request(method, pathname, form, headers.get('idempotency-key') ?? undefined),
  )
}

/** The vendor's SDK, as it is but for its network, and for its pauses between two tries. */
export function gatedStripe(Stripe: typeof RealStripe): typeof RealStripe {
  return class extends Stripe {
    constructor(key: string, config: ConstructorParameters<typeof RealStripe>[1]) {
      super(key, { ...config, httpClient: Stripe.createFetchHttpClient(gatedFetch) })
      const sender = (this as unknown as { _requestSender: { _getSleepTimeInMS: () => number } })
        ._requestSender
      sender._getSleepTimeInMS = () => 0
    }
  }
}
