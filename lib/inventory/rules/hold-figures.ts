/**
 * Every figure of holds in one place, with its reason. Times are parts of HOLD_MINUTES (15), so that a test with a short hold
 * sees the same rules.
 */
export const TIMES = {
  /**
   * How long nobody may take a hold after its line was written: 2 of 15 minutes. Long enough to look at a cart, short
   * enough that the next person comes back to it.
   */
  grace: 2 / 15,
  /**
   * Writing again protects a hold for 5 of 15 minutes after it was first taken, no longer: a robot that renews does not look busy
   * for ever. Opening checkout, once, protects it for as long again: people need that for an address and a card.
   */
  busy: 1 / 3,
  /** While somebody was refused lately, a new hold lasts 5 of 15 minutes: units come back by themselves sooner. */
  shortened: 1 / 3,
  /** A refusal counts as "lately" for so long. */
  lately: 1 / 3,
  /** No cart keeps a unit longer than this after first taking it: one hold and one checkout. */
  life: 2,
  /** A cart's clock for a SKU is remembered for so long: its life, and once more a hold as a cool-down. */
  memory: 3,
} as const

/**
 * Shares in units. They bind while a product is short. `least` is what everyone may have, `part` is of what is sellable. All
 * grow with RATE_LIMIT_FACTOR as limits do: a load test comes from one address.
 */
export const SHARES = {
  /** One full line (MAX_UNITS_PER_LINE), or a tenth: a family or a small office. */
  address: { least: 10, part: 0.1 },
  /** Two full lines, or a fifth: several unrelated buyers of one provider. */
  network: { least: 20, part: 0.2 },
  /**
   * What an address holds beyond half of a product gives way at once to a newcomer. Of two units, one shopper may have
   * both.
   */
  half: { least: 2, part: 0.5 },
  /**
   * Of the whole shop: six full lines of an address, four times as much of a network. Beyond it nothing more of a short
   * product is held, and what is held of others gives way at once.
   */
  shop: { address: 60, network: 240 },
} as const

/** A product is short when fewer units than this would be left: 5, or a tenth of what is sellable. */
export const SHORT = { least: 5, part: 0.1 } as const

/** Holds that a newcomer's question looks at, longest idle first: bounds the work of one atomic step. */
export const MOST_LOSERS = 64
