import { payNow } from '@/lib/checkout'
import type { CheckoutRequest } from '@/lib/checkout/schema'
import { AppError } from '@/lib/core/errors'
import { isDatabaseUnavailable } from '@/lib/infra/db/retry'
import { laterQueue } from './buyer'

/**
 * Pay Now as a browser does it: the same key again, after a failure that the shop calls passing (503).
 * @returns the status, or the code of a refusal
 */
export async function payStubbornly(
  buyer: { shopper: { customerId: string }; request: CheckoutRequest },
  tries = 12,
): Promise<string> {
  const { shopper, request } = buyer
  for (let attempt = 1; ; attempt++) {
    try {
      return (await payNow({ customerId: shopper.customerId, request, later: laterQueue().later })).status
    } catch (error) {
      if (error instanceof AppError) return error.code
      if (attempt === tries || !isDatabaseUnavailable(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
