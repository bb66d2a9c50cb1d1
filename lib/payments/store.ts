import 'server-only'
import { z } from 'zod'
import { shopDb, ShopSql } from '../infra/db/shop'
import { lookupHash, seal, type Sealed, unseal } from '../infra/crypto/seal'

export interface OrderKey {
  customerId: string
  orderId: string
}

/** A row's place for sealing: bytes moved to another row do not open there. */
export const placeOf = (table: SealedTable, orderId: string) => `${table}:${orderId}`
export type SealedTable = 'Payment' | 'Refund'

/** Cards a shopper may try for one order: more is card testing. */
const MAX_CARDS = 5

export const payments = {
  /** The PaymentIntent's id of an order, or null before one was attached. */
  async intentOf({ customerId, orderId }: OrderKey): Promise<string | null> {
    const row = await shopDb().payment.findUnique({
      where: { customerId_orderId: { customerId, orderId } },
      select: { intentSealed: true, keyVersion: true },
    })
    if (!row) return null
    return unseal({ bytes: row.intentSealed, keyVersion: row.keyVersion }, placeOf('Payment', orderId))
  },

  /**
   * T3. Stores the payment's id and moves the order PENDING → PAYING, in one statement.
   * @returns false when the order is no longer PENDING: then nothing may be confirmed (fence 1)
   */
  async attach(payment: OrderKey & { intentId: string; amount: number; currency: string }): Promise<boolean> {
    const { customerId, orderId, intentId, amount, currency } = payment
    const sealed = await seal(intentId, placeOf('Payment', orderId))
    const attached = await shopDb().$executeRaw`
      WITH moved AS (
        UPDATE "Order" SET status = 'PAYING'
        WHERE "customerId" = ${customerId}::uuid AND id = ${orderId}::uuid AND status = 'PENDING'
        RETURNING 1
      )
      INSERT INTO "Payment" ("customerId", "orderId", "intentSealed", "keyVersion", "intentHash", amount, currency)
      SELECT ${customerId}::uuid, ${orderId}::uuid, ${sealed.bytes}, ${sealed.keyVersion}, ${lookupHash(intentId)},
        ${amount}, ${currency}
      FROM moved`
    return attached === 1
  },

  /**
   * Counts a card before it is tried; the same token again is the same card.
   * @returns false when the order has had its MAX_CARDS
   */
  async countCard({ customerId, orderId }: OrderKey, confirmationToken: string): Promise<boolean> {
    const token = lookupHash(confirmationToken)
    const counted = await shopDb().$executeRaw`
      UPDATE "Payment" SET "lastTokenHash" = ${token}, "updatedAt" = now(),
        attempts = attempts + CASE WHEN "lastTokenHash" = ${token} THEN 0 ELSE 1 END
      WHERE "customerId" = ${customerId}::uuid AND "orderId" = ${orderId}::uuid
        AND (attempts < ${MAX_CARDS} OR "lastTokenHash" = ${token})`
    return counted === 1
  },

  /** Whether the order would try this card now: it has not had its MAX_CARDS, and another token came last. */
  async wouldTry({ customerId, orderId }: OrderKey, confirmationToken: string): Promise<boolean> {
    const row = await shopDb().payment.findUnique({
      where: { customerId_orderId: { customerId, orderId } },
      select: { attempts: true, lastTokenHash: true },
    })
    if (!row) return true
    const token = Buffer.from(lookupHash(confirmationToken))
    return row.attempts < MAX_CARDS && !(row.lastTokenHash && token.equals(row.lastTokenHash))
  },

  async setLastError({ customerId, orderId }: OrderKey, code: string): Promise<void> {
    await shopDb().payment.updateMany({ where: { customerId, orderId }, data: { lastErrorCode: code } })
  },

  /** What T5 needs to write a Refund row in its own transaction, should the money have no order. */
  async refundSeal(
    orderId: string,
    intentId: string,
  ): Promise<Sealed & { intentHash: Uint8Array<ArrayBuffer> }> {
    return { ...(await seal(intentId, placeOf('Refund', orderId))), intentHash: lookupHash(intentId) }
  },

  /** Whether the order's money goes back, or has gone. */
  async hasRefund({ customerId, orderId }: OrderKey): Promise<boolean> {
    return (await shopDb().refund.count({ where: { customerId, orderId } })) > 0
  },

  async pendingRefunds(
    limit: number,
  ): Promise<(OrderKey & { intentId: string; intentHash: Uint8Array<ArrayBuffer>; reason: string })[]> {
    const rows = await shopDb().refund.findMany({
      where: { status: 'PENDING' },
      orderBy: { createdAt: 'asc' },
      take: limit,
    })
    return Promise.all(
      rows.map(async ({ customerId, orderId, intentSealed, intentHash, keyVersion, reason }) => ({
        customerId,
        orderId,
        intentHash,
        reason,
        intentId: await unseal({ bytes: intentSealed, keyVersion }, placeOf('Refund', orderId)),
      })),
    )
  },

  async refundDone({ customerId, orderId }: OrderKey, intentHash: Uint8Array<ArrayBuffer>): Promise<void> {
    await shopDb().$executeRaw`
      UPDATE "Refund" SET status = 'DONE', "doneAt" = now()
      WHERE "customerId" = ${customerId}::uuid AND "orderId" = ${orderId}::uuid AND "intentHash" = ${intentHash}`
  },
}

const Rows = z.array(
  z.object({
    customerId: z.uuid(),
    orderId: z.uuid(),
    intentHash: z.instanceof(Uint8Array),
    bytes: z.instanceof(Uint8Array).transform((bytes) => new Uint8Array(bytes)),
    keyVersion: z.int(),
  }),
)
export type SealedRow = z.infer<typeof Rows>[number]

/** The rows that a key rotation wraps again: payments and refunds alike. */
export const sealedRows = {
  /** Rows that an older key has wrapped, in the order of their keys, from after `after` on. */
  async olderThan(
    table: SealedTable,
    page: { version: number; after: SealedRow | null; limit: number },
  ): Promise<SealedRow[]> {
    const { version, after, limit } = page
    const from = after
      ? ShopSql.sql`AND ("customerId", "orderId", "intentHash") > (${after.customerId}::uuid, ${after.orderId}::uuid, ${after.intentHash})`
      : ShopSql.empty
    const rows = await shopDb().$queryRaw`
      SELECT "customerId", "orderId", "intentHash", "intentSealed" AS bytes, "keyVersion" FROM ${nameOf(table)}
      WHERE "keyVersion" < ${version} ${from}
      ORDER BY "customerId", "orderId", "intentHash" LIMIT ${limit}`
    return Rows.parse(rows)
  },

  /** @returns false when the row is not what it was */
  async replace(table: SealedTable, row: SealedRow, sealed: Sealed): Promise<boolean> {
    const { customerId, orderId, intentHash, bytes, keyVersion } = row
    const replaced = await shopDb().$executeRaw`
      UPDATE ${nameOf(table)} SET "intentSealed" = ${sealed.bytes}, "keyVersion" = ${sealed.keyVersion}
      WHERE "customerId" = ${customerId}::uuid AND "orderId" = ${orderId}::uuid AND "intentHash" = ${intentHash}
        AND "keyVersion" = ${keyVersion} AND "intentSealed" = ${bytes}`
    return replaced === 1
  },
}

const nameOf = (table: SealedTable) => (table === 'Payment' ? ShopSql.sql`"Payment"` : ShopSql.sql`"Refund"`)
