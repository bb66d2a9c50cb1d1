import 'server-only'
import { z } from 'zod'
import { lookupHash } from '../infra/crypto/seal'
import { shopDb } from '../infra/db/shop'

/** What tries of cards are counted by. */
export interface CounterOfTries {
  kind: 'browser' | 'address' | 'network' | 'card'
  /** the customer, the address, the network, the card's fingerprint */
  of: string
}

const Claimed = z.object({ wait: z.int(), before: z.int() })

const keyOf = ({ kind, of }: CounterOfTries): string =>
  Buffer.from(lookupHash(`card-try ${kind} ${of}`)).toString('base64url')

export const cardTries = {
  /**
   * Counts one try by all counters, or by none when one of them has to wait. Tries at the same moment are counted one after
   * the other.
   * @param counters each with the tries that it has for nothing
   * @returns `wait`: seconds to wait, 0 when the try is counted · `before`: the most tries that a counter had until now
   */
  async claim(
    counters: readonly (CounterOfTries & { free: number })[],
  ): Promise<{ wait: number; before: number }> {
    const keys = counters.map(keyOf)
    const free = counters.map((counter) => counter.free)
    const rows = await shopDb().$queryRaw`SELECT * FROM card_try_claim(${keys}::text[], ${free}::int[])`
    return z.tuple([Claimed]).parse(rows)[0]
  },

  /** Takes tries back: one when the card was not declined, more to forgive earlier declines. */
  async giveBack(counters: readonly CounterOfTries[], tries = 1): Promise<void> {
    await shopDb().$executeRaw`
      UPDATE "CardTry" SET tries = greatest(tries - ${tries}::int, 0)
      WHERE "key" = ANY(${counters.map(keyOf)}::text[]) AND tries > 0`
  },

  /** Starts the count over: this browser has paid. */
  async forget(counter: CounterOfTries): Promise<void> {
    await shopDb().$executeRaw`DELETE FROM "CardTry" WHERE "key" = ${keyOf(counter)}`
  },
}
