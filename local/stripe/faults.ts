import { z } from 'zod'

const ROUTE_FAULTS = [
  'never_arrives', // the connection breaks before the request is read: nothing happens
  'error_429', // refused for its rate: nothing happens, nothing is remembered
  'error_503', // refused: nothing happens, nothing is remembered
  'slow', // the request waits, then has its effect and is answered: it may act after its client gave up
  'error_500', // fails without effect; the 500 is remembered for its idempotency key, as at Stripe
  'error_500_after', // has its effect and answers 500, remembered: the outcome must be looked up
  'slow_answer', // has its effect at once and is answered late
  'lost_answer', // has its effect, then the connection breaks
] as const

export type FaultKind = (typeof ROUTE_FAULTS)[number]

const routeFault = z.strictObject({
  route: z.string(),
  kind: z.enum(ROUTE_FAULTS),
  ms: z.number().int().min(0).max(120_000).default(1000),
  times: z.number().int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
})

const webhookFaults = z.strictObject({
  drop: z.number().min(0).max(1).default(0),
  duplicate: z.number().int().min(0).max(20).default(0),
  reorder: z.number().int().min(0).max(120_000).default(0),
  delay: z.number().int().min(0).max(120_000).default(0),
})

/** What `POST /_local/faults` takes: a fault of a route, faults of the webhooks, or a list of the former. */
export const faultOrder = z.union([
  routeFault,
  z.array(routeFault),
  z.strictObject({ webhooks: webhookFaults.partial() }),
])

export type FaultOrder = z.infer<typeof faultOrder>
export type RouteFault = z.infer<typeof routeFault>
export type WebhookFaults = z.infer<typeof webhookFaults>

const NO_WEBHOOK_FAULTS: WebhookFaults = { drop: 0, duplicate: 0, reorder: 0, delay: 0 }

interface ArmedFault extends RouteFault {
  left: number
}

/** The faults that tests have switched on. Without any, the stand-in behaves. */
export class Faults {
  private armed: ArmedFault[] = []
  webhooks = NO_WEBHOOK_FAULTS

  /** Adds a fault. Without `times` and `probability` it strikes once; with `probability` alone, until cleared. */
  add(order: FaultOrder): void {
    if ('webhooks' in order) this.webhooks = { ...NO_WEBHOOK_FAULTS, ...webhookFaults.parse(order.webhooks) }
    else for (const fault of [order].flat()) this.armed.push({ ...fault, left: strikes(fault) })
  }

  clear(): void {
    this.armed = []
    this.webhooks = NO_WEBHOOK_FAULTS
  }

  /** The first fault among `kinds` that strikes a request of this route (`*` is every route), used up once. */
  strike(route: string, ...kinds: FaultKind[]): RouteFault | undefined {
    for (const fault of this.armed) {
      const meant = kinds.includes(fault.kind) && (fault.route === route || fault.route === '*')
      if (!meant || Math.random() >= (fault.probability ?? 1)) continue
      fault.left -= 1
      if (fault.left <= 0) this.armed = this.armed.filter((other) => other !== fault)
      return fault
    }
    return undefined
  }

  list(): { routes: RouteFault[]; webhooks: WebhookFaults } {
    return { routes: this.armed.map(({ left: _, ...fault }) => fault), webhooks: this.webhooks }
  }
}

function strikes({ times, probability }: RouteFault): number {
  return times ?? (probability === undefined ? 1 : Infinity)
}
