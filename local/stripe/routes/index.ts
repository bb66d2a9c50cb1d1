import * as account from './account'
import * as charges from './charges'
import * as confirmationTokens from './confirmation-tokens'
import * as customers from './customers'
import * as events from './events'
import * as paymentIntents from './payment-intents'
import * as refunds from './refunds'
import type { Route } from './route'
import * as webhookEndpoints from './webhook-endpoints'

const ROUTES: Route[] = [
  account,
  charges,
  confirmationTokens,
  customers,
  events,
  paymentIntents,
  refunds,
  webhookEndpoints,
].flatMap((file) => Object.values(file))

const PATTERNS = ROUTES.map((route) => ({
  route,
  name: `${route.method} ${route.path}`,
  pattern: new RegExp(`^${route.path.replace(':id', '([\\w-]+)')}$`),
}))

export interface Match {
  route: Route
  /** `POST /v1/payment_intents/:id/confirm`: how faults and counts name the route. */
  name: string
  id: string
}

/** The route of a request, or undefined when the API has none. */
export function matchRoute(method: string, path: string): Match | undefined {
  for (const { route, name, pattern } of PATTERNS) {
    const found = route.method === method ? pattern.exec(path) : null
    if (found !== null) return { route, name, id: found[1] ?? '' }
  }
  return undefined
}
