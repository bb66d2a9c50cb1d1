import 'server-only'
import { shopDb, type ShopTx } from '../infra/db/shop'

export const customers = {
  async tokenHash(customerId: string): Promise<Uint8Array | null> {
    const row = await shopDb().customer.findUnique({ where: { customerId }, select: { tokenHash: true } })
    return row?.tokenHash ?? null
  },

  /** Stores a guest; again with the same id changes nothing. */
  async create(
    tx: ShopTx,
    customer: { customerId: string; tokenHash: Uint8Array<ArrayBuffer> },
  ): Promise<void> {
    await tx.customer.createMany({
      data: [{ customerId: customer.customerId, tokenHash: customer.tokenHash }],
      skipDuplicates: true,
    })
  },
}

export const accounts = {
  /** The account of a person at an auth server; made at the first sign-in, its name and e-mail kept fresh. */
  async upsert(
    tx: ShopTx,
    person: { issuer: string; subject: string; email: string; name: string },
  ): Promise<{ id: string }> {
    const { issuer, subject, email, name } = person
    return tx.account.upsert({
      where: { issuer_subject: { issuer, subject } },
      create: person,
      update: { email, name },
      select: { id: true },
    })
  },

  /** The account owns this customer from now on: its orders show up; no row of the customer changes. */
  async link(tx: ShopTx, accountId: string, customerId: string): Promise<void> {
    await tx.accountLink.createMany({ data: [{ accountId, customerId }], skipDuplicates: true })
    await tx.account.updateMany({
      where: { id: accountId, primaryCustomerId: null },
      data: { primaryCustomerId: customerId },
    })
  },

  async customerIds(accountId: string): Promise<string[]> {
    const links = await shopDb().accountLink.findMany({ where: { accountId }, select: { customerId: true } })
    return links.map(({ customerId }) => customerId)
  },
}
