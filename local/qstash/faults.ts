import { z } from 'zod'

/** How badly the bus behaves. Every fault concerns messages accepted after it was set. */
export const faultsSchema = z.strictObject({
  /** The probability that a message is accepted and then lost without a trace. */
  drop: z.number().min(0).max(1).default(0),
  /** How many copies of each message are delivered besides the message. */
  duplicate: z.int().min(0).max(100).default(0),
  /** Each delivery comes up to so much later, at random: order is lost. */
  shuffleMs: z.int().min(0).max(600_000).default(0),
  /** Each delivery comes so much later. */
  delayMs: z.int().min(0).max(600_000).default(0),
})

export type Faults = z.infer<typeof faultsSchema>

export const NO_FAULTS: Faults = faultsSchema.parse({})
