import { parseJson } from '../json'
import type { Api } from './api'
import type { Backend } from './backend'
import { faultOrder, type Faults } from './faults'
import { unixNow } from './ids'
import { finishAuthentication } from './intents/authenticate'

export interface LocalAnswer {
  status: number
  body: object
}

/** What tests and the challenge page need and Stripe has no API for: all under `/_local/`. */
export class LocalApi {
  constructor(
    private readonly api: Api,
    private readonly backend: Backend,
    private readonly faults: Faults,
  ) {}

  answer(method: string, path: string, body: string): LocalAnswer {
    const [, , area, id = '', action = ''] = path.split('/')
    const request = `${method} ${area}`
    if (request === 'GET state') return { status: 200, body: this.state() }
    if (request === 'GET faults') return { status: 200, body: this.faults.list() }
    if (request === 'DELETE faults') return this.clearFaults()
    if (request === 'POST faults') return this.addFaults(body)
    if (request === 'POST 3ds') return this.finishChallenge(id, action)
    if (request === 'POST confirmation_tokens' && action === 'expire') return this.expireToken(id)
    return { status: 404, body: { error: `No such thing: ${method} ${path}` } }
  }

  private addFaults(body: string): LocalAnswer {
    const order = faultOrder.safeParse(parseJson(body))
    if (!order.success) return { status: 422, body: { error: order.error.issues } }
    this.faults.add(order.data)
    return { status: 200, body: this.faults.list() }
  }

  private clearFaults(): LocalAnswer {
    this.faults.clear()
    return { status: 200, body: this.faults.list() }
  }

  /** Ends a challenge. The answer says where a full-page challenge goes back to. */
  private finishChallenge(id: string, action: string): LocalAnswer {
    const intent = this.backend.store.paymentIntents.get(id)
    if (intent === undefined || !['complete', 'fail'].includes(action)) {
      return { status: 404, body: { error: 'No such challenge' } }
    }
    const returnUrl = intent.next_action?.redirect_to_url?.return_url ?? null
    const { status } = finishAuthentication(this.backend, intent, action === 'complete')
    this.backend.store.commit()
    return {
      status: 200,
      body: {
        id,
        status,
        return_url: returnUrl === null ? null : returnTo(returnUrl, id, intent.client_secret, status),
      },
    }
  }

  private expireToken(id: string): LocalAnswer {
    const token = this.backend.store.confirmationTokens.get(id)
    if (token === undefined) return { status: 404, body: { error: 'No such confirmation token' } }
    this.backend.store.confirmationTokens.put({ ...token, expires_at: unixNow() - 1 })
    this.backend.store.commit()
    return { status: 200, body: { id, expires_at: unixNow() - 1 } }
  }

  /** Small counts that tests compare before and after. */
  private state(): object {
    const { paymentIntents, charges, refunds, confirmationTokens, events } = this.backend.store
    const all = charges.all()
    const captured = all.filter((charge) => charge.paid && charge.captured)
    return {
      paymentIntents: countBy(paymentIntents.all().map(({ status }) => status)),
      charges: all.length,
      captured: captured.length,
      capturedAmount: sum(captured.map(({ amount_captured }) => amount_captured)),
      failedCharges: all.filter(({ paid }) => !paid).length,
      refunds: refunds.all().length,
      refundedAmount: sum(refunds.all().map(({ amount }) => amount)),
      confirmationTokens: confirmationTokens.all().length,
      events: events.all().length,
      webhooks: this.backend.webhooks.counts,
      requests: Object.fromEntries(this.api.requestCounts),
    }
  }
}

function returnTo(returnUrl: string, id: string, clientSecret: string | null, status: string): string {
  const target = new URL(returnUrl)
  target.searchParams.set('payment_intent', id)
  target.searchParams.set('payment_intent_client_secret', clientSecret ?? '')
  target.searchParams.set('redirect_status', status === 'succeeded' ? 'succeeded' : 'failed')
  return target.href
}

function countBy(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0)
}
