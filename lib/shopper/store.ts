import 'server-only'
import { z } from 'zod'
import { newId } from '../core/ids'
import { callShopFunction, shopDb, type ShopTx } from '../infra/db/shop'
import { ACCOUNT_BROWSER_DAYS } from './schema'

/** A customer and one browser's secret, hashed. */
interface Browser {
  customerId: string
  tokenHash: Uint8Array<ArrayBuffer>
}

export const customers = {
  async create(tx: ShopTx, customerId: string): Promise<void> {
    await tx.customer.create({ data: { customerId } })
  },

  /** Whether a browser with this secret may act as the customer. */
  async hasBrowser({ customerId, tokenHash }: Browser): Promise<boolean> {
    const token = Buffer.from(tokenHash).toString('hex')
    const request = { customerId, token, accountDays: ACCOUNT_BROWSER_DAYS }
    return z.boolean().parse(await callShopFunction('customer_proven', request))
  },

  /** Lets a browser act as the account's customer, and forgets browsers whose time is over. */
  async admitBrowser(tx: ShopTx, browser: Browser & { accountId: string }): Promise<void> {
    const { customerId } = browser
    await tx.$executeRaw`
      DELETE FROM "CustomerToken" WHERE "customerId" = ${customerId}::uuid AND "accountId" IS NOT NULL
        AND "createdAt" <= now() - make_interval(days => ${ACCOUNT_BROWSER_DAYS})`
    await tx.customerToken.create({ data: browser })
  },

  /** @returns whether the browser could act as the customer until now */
  async dismissBrowser(tx: ShopTx, { customerId, tokenHash }: Browser): Promise<boolean> {
    const { count } = await tx.customerToken.deleteMany({ where: { customerId, tokenHash } })
    return count === 1
  },

  /** Ends a browser of an account. @returns whether it was one; a guest's stays as it is */
  async signOut(tx: ShopTx, { customerId, tokenHash }: Browser): Promise<boolean> {
    const where = { customerId, tokenHash, accountId: { not: null } }
    const { count } = await tx.customerToken.deleteMany({ where })
    return count === 1
  },

  /** Ends every browser of an account. */
  async signOutAccount(tx: ShopTx, accountId: string): Promise<void> {
    await tx.customerToken.deleteMany({ where: { accountId } })
  },

  /** Ends every secret of a customer that was a guest's: what was planted or shared opens nothing any more. */
  async dismissGuests(tx: ShopTx, customerId: string): Promise<void> {
    await tx.customerToken.deleteMany({ where: { customerId, accountId: null } })
  },
}

/** A person, by the word of an auth server. */
export interface Person {
  issuer: string
  subject: string
  email: string
  /** the auth server has seen that the person reads mail there */
  emailVerified: boolean
  name: string
}

export const accounts = {
  /** The account of a person, locked until the transaction ends; made at the first sign-in, name and e-mail kept fresh. */
  async upsert(
    tx: ShopTx,
    person: Omit<Person, 'emailVerified'>,
  ): Promise<{ id: string; primaryCustomerId: string | null; at: Date }> {
    const { issuer, subject, email, name } = person
    const rows: unknown = await tx.$queryRaw`
      INSERT INTO "Account" (id, issuer, subject, email, name)
        VALUES (${newId()}::uuid, ${issuer}, ${subject}, ${email}, ${name})
      ON CONFLICT (issuer, subject) DO UPDATE SET email = excluded.email, name = excluded.name
      RETURNING id, "primaryCustomerId", clock_timestamp() AS at`
    const Row = z.object({ id: z.uuid(), primaryCustomerId: z.uuid().nullable(), at: z.date() })
    return z.tuple([Row]).parse(rows)[0]
  },

  find(person: Pick<Person, 'issuer' | 'subject'>): Promise<{
    id: string
    primaryCustomerId: string | null
  } | null> {
    const { issuer, subject } = person
    return shopDb().account.findUnique({
      where: { issuer_subject: { issuer, subject } },
      select: { id: true, primaryCustomerId: true },
    })
  },

  /** The account owns this customer from now on: its orders show up; no row of the customer changes. */
  async link(tx: ShopTx, accountId: string, customerId: string): Promise<void> {
    await tx.accountLink.createMany({ data: [{ accountId, customerId }], skipDuplicates: true })
  },

  /** The customer that the account buys as. */
  async setPrimary(tx: ShopTx, accountId: string, customerId: string): Promise<void> {
    await tx.account.update({ where: { id: accountId }, data: { primaryCustomerId: customerId } })
  },

  async primaryOf(accountId: string): Promise<string | null> {
    const where = { id: accountId }
    const row = await shopDb().account.findUnique({ where, select: { primaryCustomerId: true } })
    return row?.primaryCustomerId ?? null
  },

  /** The accounts that own a customer. */
  async ownersOf(tx: ShopTx, customerId: string): Promise<string[]> {
    const links = await tx.accountLink.findMany({ where: { customerId }, select: { accountId: true } })
    return links.map(({ accountId }) => accountId)
  },

  async customerIds(tx: ShopTx, accountId: string): Promise<string[]> {
    const links = await tx.accountLink.findMany({ where: { accountId }, select: { customerId: true } })
    return links.map(({ customerId }) => customerId)
  },
}
