/** One line of the product said otherwise. */
export interface Edit {
  /** under the repository's root; a migration's function is replaced in the database */
  file: string
  find: string
  put: string
}

export interface Variant {
  /** what is wrong about it */
  name: string
  /** caught within so many seeds */
  within: number
  /** rare: looked for by `npm run faults` alone */
  rare?: true
  edits: readonly Edit[]
  /** why the product would still be right, were it not for the other edits */
  masked?: string
}

const SQL = 'prisma/shop/migrations/0022_reserved_while_paying/migration.sql'

/** T5 does not look whether the units were given back. */
const PAID_TAKES_NOTHING: Edit = {
  file: SQL,
  find: 'IF FOUND AND EXISTS (SELECT FROM "Reservation" r',
  put: 'IF false AND EXISTS (SELECT FROM "Reservation" r',
}

/**
 * Machines that look right and are not. Each is the real code with a line changed; where a second line is
 * changed, it takes away another guard that would have saved it, and `masked` says which.
 */
export const VARIANTS = {
  'charge-first': {
    name: 'charge first, then write the order',
    within: 100,
    edits: [
      {
        file: 'lib/checkout/pay-now.ts',
        find: 'const { order, isNew } = await reserveOrder(options).catch((error: unknown) => {',
        put: `await confirmIntent({ intentId: (await createIntent({ customerId: options.customerId, orderId: request.checkoutKey, ...request.expectedTotal })).id, confirmationToken: request.confirmationToken, returnUrl: 'http://localhost/' })
  const { order, isNew } = await reserveOrder(options).catch((error: unknown) => {`,
      },
      { file: 'lib/checkout/reserve-order.ts', find: 'orderId: newId(),', put: 'orderId: checkoutKey,' },
    ],
  },
  'no-inbox': {
    name: 'consumer without an inbox',
    within: 200,
    edits: [
      {
        file: 'lib/fulfillment/receive-event.ts',
        find: 'if (!isNew) return',
        put: 'if (!isNew && Math.random() > 1) return',
      },
      {
        file: 'prisma/fulfillment',
        find: '',
        put: 'DROP INDEX "Shipment_customerId_orderId_key"',
      },
    ],
    masked: 'by one shipment an order, a unique index of the warehouse',
  },
  'no-outbox': {
    name: 'publish to the bus without an outbox',
    within: 200,
    edits: [
      {
        file: 'lib/checkout/advance-order.ts',
        find: 'later(relayShopOutbox)',
        put: `later(async () => (await import('../infra/bus')).publish({ url: 'http://shop.simulation/api/fulfillment/events', body: { id: newId(), customerId, payload: { ...orderPaid(order), paidAt: new Date().toISOString() } } }))`,
      },
      {
        file: SQL,
        find: `INSERT INTO "OutboxEvent" ("customerId", id, type, payload)
    VALUES (customer, (request ->> 'eventId')::uuid, request ->> 'eventName',
      jsonb_set(request -> 'eventPayload', '{paidAt}', to_jsonb(bought."paidAt")));`,
        put: 'NULL;',
      },
    ],
  },
  'read-then-write': {
    name: 'read stock, then write it',
    within: 200,
    edits: [
      {
        file: 'lib/checkout/store.ts',
        find: 'return Reserved.parse(',
        put: `const seen = await shopDb().stock.findUniqueOrThrow({ where: { sku: request.lines[0]?.sku ?? '' } })
      return Reserved.parse(await write(request, seen.reserved) ??`,
      },
      {
        file: 'lib/checkout/store.ts',
        find: 'async function call(',
        put: `async function write(request: ReserveRequest, reserved: number): Promise<void> {
  await shopDb().$executeRaw\`UPDATE "Stock" SET reserved = \${reserved}, "onHand" = greatest("onHand", \${reserved}) WHERE sku = \${request.lines[0]?.sku}\`
}

async function call(`,
      },
    ],
  },
  'two-transactions': {
    name: 'inbox and effect in two transactions',
    within: 500,
    edits: [
      {
        file: 'lib/fulfillment/receive-event.ts',
        find: 'const isNew = await shipments.recordEvent(tx,',
        put: `const isNew = await shipments.recordEvent((await import('../infra/db/fulfillment')).fulfillmentDb(),`,
      },
    ],
  },
  'confirm-before-stored': {
    name: 'create and confirm in one call, before the id is stored',
    within: 500,
    edits: [
      {
        file: 'lib/checkout/pay-now.ts',
        find: 'const intentId = await attachedIntent(order)',
        put: `if (order.status === 'PENDING') await confirmIntent({ intentId: (await createIntent({ ...key, amount: order.total, currency: order.currency })).id, confirmationToken, returnUrl: 'http://localhost/' })
  const intentId = await attachedIntent(order)`,
      },
    ],
  },
  'fresh-key': {
    name: 'a fresh idempotency key per retry',
    within: 1000,
    edits: [
      {
        file: 'lib/infra/stripe/intents.ts',
        find: 'againWhenBusy(() => create(`pi:${order.orderId}`)).catch(',
        put: 'againWhenBusy(() => create(`pi:${order.orderId}:${Math.random()}`)).catch(',
      },
      {
        file: 'lib/checkout/pay-now.ts',
        find: 'return (await payments.intentOf(key)) === intent.id ? intent.id : null',
        put: 'return intent.id',
      },
    ],
    masked: 'by fence 1: a payment that was not attached is never confirmed',
  },
  'release-then-cancel': {
    name: 'release stock on time-out, cancel at Stripe afterwards',
    rare: true,
    within: 1000,
    edits: [
      {
        file: 'lib/checkout/advance-order.ts',
        find: "case 'fence':",
        put: `case 'fence': {
        const released = await release(order, 'PAYING', giveUp ?? 'expired', options)
        await cancelIntent(intent.id)
        if (released) return released
      }`,
      },
    ],
  },
  'look-then-release': {
    name: 'look at the payment, then release, without cancelling first',
    within: 1000,
    edits: [
      {
        file: 'lib/checkout/rules/next-move.ts',
        find: "if (over) return 'fence'",
        put: "if (over) return 'release'",
      },
    ],
  },
  'second-card-unreserved': {
    name: 'try a second card without reserving again',
    within: 1000,
    edits: [
      {
        file: 'lib/checkout/pay-now.ts',
        find: 'const attempt = isNew ? order.attempt : await reservedAgain(attached)',
        put: 'const attempt: number | null = order.attempt',
      },
      PAID_TAKES_NOTHING,
    ],
    masked: 'by T5, which takes units again that were given back',
  },
  'decline-undoes-later-card': {
    name: "a card's decline gives back what a later card has reserved",
    within: 2000,
    edits: [{ file: SQL, find: 'AND o.attempt = attempt_was', put: '' }, PAID_TAKES_NOTHING],
    masked: 'by T5, which takes units again that were given back',
  },
} as const satisfies Record<string, Variant>

export type VariantName = keyof typeof VARIANTS

/** @throws when the line is not there exactly once: the product has moved on, and the variant with it must */
export function patched(text: string, { file, find, put }: Edit): string {
  const [before, after, ...more] = text.split(find)
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file} has "${find}" ${more.length > 0 ? 'more than once' : 'nowhere'}`)
  }
  return `${before}${put}${after}`
}
