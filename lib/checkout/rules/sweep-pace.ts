/**
 * Orders a run of the sweeper looks at before it slows down, and how many a second from then on. Each costs a question to
 * the processor, or two when it must be ended. Stripe takes 25 requests a second for one endpoint unless it was asked for
 * more, and shoppers who wait come first.
 */
const BURST = 20
const PER_SECOND = 10

/** Milliseconds after its beginning at which a run may look at its order number `index`, counted from 0. */
export const sweepPace = (index: number): number => Math.max(0, ((index - BURST + 1) / PER_SECOND) * 1_000)
