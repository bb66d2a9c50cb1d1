import { number, object, text } from '@/components/api-client/shape'
import { OrderNumberShape } from '@/components/orders/order-shape'
import { CheckoutKeyShape } from './checkout-shapes'
import { forget, recall, remember } from './tab-memory'

const ATTEMPT = 'fiftyone.checkout.attempt'
const LAST_ORDER = 'fiftyone.checkout.last-order'

/** One intention to pay. Sent again with the same key it continues the same order, so it outlives a reload. */
export interface Attempt {
  key: string
  cartId: string
  /** what the shopper agreed to pay, without the card; other terms are another attempt */
  terms: string
  /** when Pay was last sent with this key, ms since the epoch */
  sentAt: number
}
const AttemptShape = object<Attempt>({ key: CheckoutKeyShape, cartId: text, terms: text, sentAt: number })

/**
 * The attempt that these terms belong to: the stored one when cart and details are the same, a new one otherwise. Changed
 * details under the old key would end the order on the server and ask the shopper to press Pay twice.
 */
export function attemptFor(
  stored: Attempt | null,
  terms: { cartId: string; terms: string },
): Omit<Attempt, 'sentAt'> {
  const same = stored && stored.cartId === terms.cartId && stored.terms === terms.terms
  return { ...terms, key: same ? stored.key : crypto.randomUUID() }
}

export const readAttempt = (): Attempt | null => recall(ATTEMPT, AttemptShape)
export const keepAttempt = (attempt: Attempt): void => remember(ATTEMPT, attempt)
export const dropAttempt = (): void => forget(ATTEMPT)

/** The order this tab paid last: the back button after paying leads to it. */
export const readLastOrder = (): string | null => recall(LAST_ORDER, OrderNumberShape)
export const keepLastOrder = (number: string): void => remember(LAST_ORDER, number)

/** The key in the address that a bank's page sent the shopper back to. */
export function keyFromAddress(search: string): string | null {
  const key = new URLSearchParams(search).get('key')
  return CheckoutKeyShape.is(key) ? key : null
}
