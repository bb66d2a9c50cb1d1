/** What the processor says of an order's payment. */
export type PaymentState = 'needs_card' | 'needs_action' | 'processing' | 'succeeded' | 'canceled'

/**
 * pay: the money is there (T5) · release: the payment is dead, give the stock back (T7) · fence: end it at the
 * processor first, and look again (T6) · the others wait for someone.
 */
export type Move = 'pay' | 'release' | 'fence' | 'wait_for_card' | 'wait_for_shopper' | 'wait_for_processor'

/**
 * What to do with a PAYING order. Stock is never given back before the processor has confirmed that the payment can
 * no longer succeed: looking alone is not enough, it may succeed a moment later.
 *
 * @param over the order is past its time, or its shopper gave it up
 */
export function nextMove(state: PaymentState, over: boolean): Move {
  if (state === 'succeeded') return 'pay'
  if (state === 'canceled') return 'release'
  if (over) return 'fence'
  if (state === 'needs_action') return 'wait_for_shopper'
  return state === 'processing' ? 'wait_for_processor' : 'wait_for_card'
}
