import 'server-only'
import { limitConfig } from '../config/environment'
import type { Caller } from '../core/caller'
import { AppError } from '../core/errors'
import { logSecurity } from '../infra/log/security'
import { cardOfToken, cardTries, type CounterOfTries } from '../payments'
import type { Progress } from './advance-order'
import { noteTry } from './decline-rate'

/**
 * Declined cards in a row that cost nobody a pause. A person mistypes two or three; a household or an office shares an address,
 * many shops of one town a network. RATE_LIMIT_FACTOR multiplies them.
 */
const FREE = { browser: 8, address: 10, network: 40, card: 5 } as const satisfies Record<
  CounterOfTries['kind'],
  number
>

const WHERE_STRIPE_WAS_ASKED: ReadonlySet<Progress['kind']> = new Set([
  ...(['declined', 'paid', 'requires_action', 'confirming'] as const),
])

/** The largest int of Postgres. */
const UNLIMITED = 2_147_483_647

const withFree = (counter: CounterOfTries) => ({
  ...counter,
  free: Math.max(1, Math.round(FREE[counter.kind] * limitConfig().RATE_LIMIT_FACTOR)),
})

/**
 * Lets a card be tried, unless too many were declined here: by this browser, from this address or network, or this very card. Each
 * try is counted before it is made, so that tries at the same moment count, and taken back unless the card is declined. A
 * payment lets the browser start over, and forgives its address and network one decline: honest cards of many people behind
 * one router never add up, and who tests cards pays for each further one.
 *
 * @param tried what became of the card; nothing is reserved before this is called
 * @throws AppError `too_many_requests` with `retryAfter` in seconds
 */
export async function tryingCard(
  options: { customerId: string; caller: Caller | null; confirmationToken: string },
  tried: () => Promise<Progress>,
): Promise<Progress> {
  const { customerId, caller, confirmationToken } = options
  const browser: CounterOfTries = { kind: 'browser', of: customerId }
  const counters: CounterOfTries[] = [
    browser,
    ...(caller
      ? [
          { kind: 'address' as const, of: caller.address },
          { kind: 'network' as const, of: caller.network },
        ]
      : []),
  ]
  const { wait, before } = await cardTries.claim(counters.map(withFree))
  if (wait > 0) refuse(wait)
  // One more question to Stripe, only where a card was declined before.
  if (before > 0) await checkCard(confirmationToken, counters)

  let outcome: Progress | undefined
  try {
    outcome = await tried()
    return outcome
  } finally {
    const isDeclined = outcome?.kind === 'declined' && outcome.code !== 'too_many_cards'
    const isPaid = outcome?.kind === 'paid'
    if (outcome && WHERE_STRIPE_WAS_ASKED.has(outcome.kind)) noteTry(isDeclined)
    if (!isDeclined) await cardTries.giveBack(counters, isPaid ? 2 : 1)
    if (isPaid) await cardTries.forget(browser)
  }
}

/** Refuses a card that was declined too often, in whatever browsers. */
async function checkCard(confirmationToken: string, counters: readonly CounterOfTries[]): Promise<void> {
  const fingerprint = await cardOfToken(confirmationToken)
  if (!fingerprint) return
  const card: CounterOfTries = { kind: 'card', of: fingerprint }
  const { wait } = await cardTries.claim([withFree(card)])
  // Only a decline counts: `countDeclinedCard` says so when it comes.
  if (wait === 0) return cardTries.giveBack([card])
  await cardTries.giveBack(counters)
  refuse(wait)
}

/** Counts a decline of this card. @param fingerprint null when Stripe does not tell */
export async function countDeclinedCard(fingerprint: string | null): Promise<void> {
  if (fingerprint) await cardTries.claim([{ kind: 'card', of: fingerprint, free: UNLIMITED }])
}

function refuse(wait: number): never {
  logSecurity('security.card_testing', { reason: `${wait} s` })
  throw new AppError(
    'too_many_requests',
    `Too many cards were declined. Nothing was charged. Please wait ${wait} seconds and try again.`,
    { retryAfter: wait },
  )
}
