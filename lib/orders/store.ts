import 'server-only'
import { z } from 'zod'
import { newId } from '../core/ids'
import type { Parcel } from '../events/contract'
import { shopDb, type ShopTx } from '../infra/db/shop'
import { SavedAddress, type ShippingAddress } from './schema'
import { ORDER_WITH_LINES, type OrderRow } from './view'

/**
 * Whose orders: all of some customers, and those that an account keeps by their links. `verifiedEmail` is the account's
 * e-mail address, null when its provider has not verified it.
 */
export interface OwnOrders {
  customerIds: readonly string[]
  account?: { id: string; verifiedEmail: string | null } | null
}

const owned = ({ customerIds, account }: OwnOrders) => ({
  OR: [
    { customerId: { in: [...customerIds] } },
    ...(account ? [{ claim: { is: { accountId: account.id } } }] : []),
  ],
})

const OPEN = { in: ['PENDING', 'PAYING'] as ('PENDING' | 'PAYING')[] }

export const orders = {
  byId(customerId: string, id: string): Promise<OrderRow | null> {
    return shopDb().order.findUnique({
      where: { customerId_id: { customerId, id } },
      include: ORDER_WITH_LINES,
    })
  },

  /** By the key of the tab that made the order, or of another tab that joined it. */
  async byCheckoutKey(customerId: string | readonly string[], checkoutKey: string): Promise<OrderRow | null> {
    const customers = { in: [customerId].flat() }
    return shopDb().order.findFirst({
      where: { customerId: customers, OR: [{ checkoutKey }, { aliases: { some: { checkoutKey } } }] },
      include: ORDER_WITH_LINES,
    })
  },

  byNumber(own: OwnOrders, number: string): Promise<OrderRow | null> {
    return shopDb().order.findFirst({ where: { AND: [owned(own), { number }] }, include: ORDER_WITH_LINES })
  },

  /**
   * What a person has bought, newest first, from after the order `before` on; orders that never came to a payment are
   * not shown.
   */
  async list(own: OwnOrders, page: { limit: number; before?: string | undefined }): Promise<OrderRow[]> {
    const last = page.before ? await orders.byNumber(own, page.before) : null
    const older = last && {
      OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }],
    }
    return shopDb().order.findMany({
      where: { AND: [owned(own), { status: { in: ['PAID', 'PAYING'] } }, older ?? {}] },
      include: ORDER_WITH_LINES,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: page.limit,
    })
  },

  /** Keeps an order in the account of its proven buyer: from now on in this one alone. */
  async claim(claim: {
    customerId: string
    orderId: string
    accountId: string
    proof: 'account' | 'mail'
  }): Promise<void> {
    const { customerId, orderId, accountId, proof } = claim
    await shopDb().$executeRaw`
      INSERT INTO "OrderClaim" ("customerId", "orderId", "accountId", proof)
        VALUES (${customerId}::uuid, ${orderId}::uuid, ${accountId}::uuid, ${proof})
      ON CONFLICT ("customerId", "orderId") DO UPDATE SET "accountId" = excluded."accountId", proof = excluded.proof`
  },

  /** The account that keeps an order and has proven to be its buyer; null without one. */
  async keptByProof(tx: ShopTx, key: { customerId: string; orderId: string }): Promise<string | null> {
    const claim = await tx.orderClaim.findUnique({ where: { customerId_orderId: key } })
    return claim?.proof ? claim.accountId : null
  },

  openOf(customerId: string): Promise<{ id: string }[]> {
    return shopDb().order.findMany({ where: { customerId, status: OPEN }, select: { id: true } })
  },

  /** What the open order of a cart has reserved, and until when it waits for its payment; null when it has nothing. */
  async reservedFor(cart: {
    customerId: string
    cartId: string
  }): Promise<{ expiresAt: Date; units: Map<string, number> } | null> {
    const open = await shopDb().order.findFirst({
      where: { ...cart, status: OPEN },
      select: {
        expiresAt: true,
        reservations: { where: { status: 'HELD' }, select: { sku: true, quantity: true } },
      },
    })
    if (!open || open.reservations.length === 0) return null
    return {
      expiresAt: open.expiresAt,
      units: new Map(open.reservations.map(({ sku, quantity }) => [sku, quantity])),
    }
  },

  /** Which of these customers have an open order that has reserved its units. */
  async payingAmong(customerIds: readonly string[]): Promise<Set<string>> {
    if (customerIds.length === 0) return new Set()
    const rows = await shopDb().order.findMany({
      where: {
        customerId: { in: [...customerIds] },
        status: OPEN,
        reservations: { some: { status: 'HELD' } },
      },
      select: { customerId: true },
      distinct: ['customerId'],
    })
    return new Set(rows.map((row) => row.customerId))
  },

  /** Which of these orders had their money sent back. */
  async refundedAmong(orderIds: readonly { customerId: string; id: string }[]): Promise<Set<string>> {
    if (orderIds.length === 0) return new Set()
    const rows = await shopDb().refund.findMany({
      where: { OR: orderIds.map(({ customerId, id }) => ({ customerId, orderId: id })) },
      select: { orderId: true },
    })
    return new Set(rows.map((row) => row.orderId))
  },

  /** Takes a shipment's news in, unless newer news has come before. */
  async setShipment(
    tx: ShopTx,
    shipment: {
      customerId: string
      orderId: string
      version: number
      status: 'PREPARING' | 'PACKED' | 'PARTLY_SHIPPED' | 'SHIPPED' | 'CANCELED'
      carrier: string | null
      trackingNumber: string | null
      parcels: Parcel[]
      notShippedBecause: string | null
      changedAt: Date
    },
  ): Promise<void> {
    const { customerId, orderId, version, status, changedAt, ...said } = shipment
    await tx.order.updateMany({
      where: { customerId, id: orderId, status: 'PAID', shipmentVersion: { lt: version } },
      data: {
        shippingStatus: status,
        shipmentVersion: version,
        ...said,
        ...(status === 'SHIPPED' || status === 'PARTLY_SHIPPED' ? { shippedAt: changedAt } : {}),
      },
    })
  },

  /** A person's order, locked until the transaction ends. */
  async lockByNumber(tx: ShopTx, own: OwnOrders, number: string): Promise<OrderRow | null> {
    const order = await tx.order.findFirst({
      where: { AND: [owned(own), { number }] },
      select: { customerId: true, id: true },
    })
    if (!order) return null
    const { customerId, id } = order
    await tx.$queryRaw`SELECT 1 FROM "Order" WHERE "customerId" = ${customerId}::uuid AND id = ${id}::uuid FOR UPDATE`
    return tx.order.findUnique({ where: { customerId_id: { customerId, id } }, include: ORDER_WITH_LINES })
  },

  /** @returns when, by the database's clock */
  async askToCancel(tx: ShopTx, { customerId, id }: { customerId: string; id: string }): Promise<Date> {
    const rows = await tx.$queryRaw`
      UPDATE "Order" SET "cancelRequestedAt" = now() WHERE "customerId" = ${customerId}::uuid AND id = ${id}::uuid
      RETURNING "cancelRequestedAt" AS at`
    return z.tuple([z.object({ at: z.date() })]).parse(rows)[0].at
  },

  /** @returns false when this event was taken in before */
  async recordEvent(
    tx: ShopTx,
    event: { customerId: string; eventId: string; type: string },
  ): Promise<boolean> {
    const { count } = await tx.inboxEvent.createMany({ data: [event], skipDuplicates: true })
    return count === 1
  },
}

const DEFAULT_FIRST = [{ isDefault: 'desc' }, { createdAt: 'desc' }, { id: 'desc' }] as const

/** A customer's address book. Its writes come one after the other: each begins with `lock`. */
export const addresses = {
  async lock(tx: ShopTx, customerId: string): Promise<void> {
    await tx.$queryRaw`SELECT 1 FROM "Customer" WHERE "customerId" = ${customerId}::uuid FOR UPDATE`
  },

  async list(tx: ShopTx, customerId: string): Promise<SavedAddress[]> {
    const rows = await tx.savedAddress.findMany({ where: { customerId }, orderBy: [...DEFAULT_FIRST] })
    return rows.map((row) => SavedAddress.parse(row))
  },

  async add(tx: ShopTx, customerId: string, address: ShippingAddress): Promise<string> {
    const id = newId()
    await tx.savedAddress.create({ data: { customerId, id, address } })
    return id
  },

  /** @returns whether there was such an address */
  async change(
    tx: ShopTx,
    key: { customerId: string; id: string },
    address: ShippingAddress,
  ): Promise<boolean> {
    return (await tx.savedAddress.updateMany({ where: key, data: { address } })).count === 1
  },

  async remove(tx: ShopTx, key: { customerId: string; id: string }): Promise<void> {
    await tx.savedAddress.deleteMany({ where: key })
  },

  async setDefault(tx: ShopTx, { customerId, id }: { customerId: string; id: string }): Promise<void> {
    await tx.savedAddress.updateMany({
      where: { customerId, isDefault: true, id: { not: id } },
      data: { isDefault: false },
    })
    await tx.savedAddress.updateMany({ where: { customerId, id }, data: { isDefault: true } })
  },
}
