/** Statements that change a database before the first world opens. */
export interface Statements {
  shop?: string
  fulfillment?: string
}

export interface Variant {
  /** what is wrong about it */
  name: string
  /** caught within so many seeds */
  within: number
  /** rare: looked for by `npm run faults` alone */
  rare?: true
  sql?: Statements
  /** why the product would still be right, were it not for the other steps */
  masked?: string
}

/** A declined order's units are not reserved again when its money comes (T5). */
const PAID_TAKES_NOTHING = `
  ALTER FUNCTION checkout_take_units RENAME TO real_take_units;
  CREATE FUNCTION checkout_take_units(customer uuid, order_id uuid) RETURNS jsonb LANGUAGE sql AS $$
    SELECT CASE WHEN current_setting('variant.is_paid', true) = 'yes' THEN '[]' ELSE real_take_units(customer, order_id) END
  $$;
  ALTER FUNCTION checkout_paid RENAME TO real_paid;
  CREATE FUNCTION checkout_paid(request jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT set_config('variant.is_paid', 'yes', true);
    SELECT real_paid(request)
  $$`

/**
 * Machines that look right and are not. Each is the real code with a step put in its place: modules of `variants/<key>/`
 * stand in for modules of lib/, and `sql` changes functions and tables. Where a second step is changed, it takes away
 * another guard that would have saved the machine, and `masked` says which.
 */
export const VARIANTS = {
  'charge-first': { name: 'charge first, then write the order', within: 100 },
  'no-inbox': {
    name: 'consumer without an inbox',
    within: 200,
    sql: { fulfillment: 'DROP INDEX "Shipment_customerId_orderId_key"' },
    masked: 'by one shipment an order, a unique index of the warehouse',
  },
  'no-outbox': {
    name: 'publish to the bus without an outbox',
    within: 200,
    sql: {
      shop: `
        CREATE FUNCTION write_nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER no_outbox BEFORE INSERT ON "OutboxEvent"
          FOR EACH ROW WHEN (NEW.type = 'order.paid.v1') EXECUTE FUNCTION write_nothing()`,
    },
  },
  'read-then-write': { name: 'read stock, then write it', within: 200 },
  'two-transactions': { name: 'inbox and effect in two transactions', within: 500 },
  'confirm-before-stored': {
    name: 'create and confirm in one call, before the id is stored',
    within: 500,
  },
  'fresh-key': {
    name: 'a fresh idempotency key per retry',
    within: 1000,
    masked: 'by fence 1: a payment that was not attached is never confirmed',
  },
  'release-then-cancel': {
    name: 'release stock on time-out, cancel at Stripe afterwards',
    rare: true,
    within: 1000,
  },
  'look-then-release': {
    name: 'look at the payment, then release, without cancelling first',
    within: 1000,
  },
  'second-card-unreserved': {
    name: 'try a second card without reserving again',
    within: 1000,
    // The payment step (T5) takes units through the same function.
    sql: {
      shop: `
        ALTER FUNCTION checkout_take_units RENAME TO real_take_units;
        CREATE FUNCTION checkout_take_units(customer uuid, order_id uuid) RETURNS jsonb LANGUAGE sql AS $$ SELECT '[]'::jsonb $$`,
    },
    masked: 'by T5, which takes units again that were given back',
  },
  'decline-undoes-later-card': {
    name: "a card's decline gives back what a later card has reserved",
    within: 2000,
    sql: {
      shop: `${PAID_TAKES_NOTHING};
        ALTER FUNCTION checkout_hand_back RENAME TO real_hand_back;
        CREATE FUNCTION checkout_hand_back(customer uuid, order_id uuid, attempt_was int, quiet_seconds int)
        RETURNS jsonb LANGUAGE sql AS $$
          SELECT real_hand_back(customer, order_id, o.attempt, quiet_seconds) FROM "Order" o
          WHERE o."customerId" = customer AND o.id = order_id
        $$`,
    },
    masked: 'by T5, which takes units again that were given back',
  },
} as const satisfies Record<string, Variant>
