import * as original from '@/lib/infra/stripe/client'

export * from '@/lib/infra/stripe/client'

type Create = ReturnType<typeof original.stripe>['paymentIntents']['create']

/** Makes each payment under an idempotency key of its own. */
export const stripe: typeof original.stripe = () => {
  const client = original.stripe()
  const create: Create = (params, options) =>
    client.paymentIntents.create(params, {
      ...options,
      idempotencyKey: `${options?.idempotencyKey}:${Math.random()}`,
    })
  const paymentIntents = Object.assign(Object.create(client.paymentIntents), { create })
  return Object.create(client, { paymentIntents: { value: paymentIntents } })
}
