import { z } from 'zod'

/** An amount as bodies and answers carry it. Apart from lib/core/money, which browsers load without zod. */
export const Money = z.strictObject({
  amount: z.int().min(0).max(2_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.infer<typeof Money>
