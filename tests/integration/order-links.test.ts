import { beforeAll, describe, expect, test } from 'vitest'
import { addLine, signInShopper } from '@/lib/cart'
import { accountsOf, customerIdsOf, type Session } from '@/lib/identity'
import { signToken } from '@/lib/infra/crypto/signed-token'
import { shopDb } from '@/lib/infra/db/shop'
import {
  addAddress,
  changeAddress,
  claimOrder,
  getOrder,
  getSharedOrder,
  listAddresses,
  listOrders,
  makeOrderLink,
  removeAddress,
} from '@/lib/orders'
import { MAX_ADDRESSES, OrderView } from '@/lib/orders/schema'
import { ADDRESS } from '../support/address'
import { atOnce, checkoutRequest, outcomeOf, press } from '../support/buyer'
import { givenStock, newShopper, seedCatalog } from '../support/fixtures'

const SKU = 'RDG-SND'
const DAY = 24 * 60 * 60_000

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 200)
})

/** A guest's paid order and a link to it. */
async function guestOrder() {
  const { shopper } = await newShopper()
  await addLine({ shopper, sku: SKU, quantity: 1 })
  const wanted = await checkoutRequest(shopper.customerId)
  expect(outcomeOf(await press(shopper.customerId, wanted))).toBe('paid')
  const { number } = await shopDb().order.findFirstOrThrow({ where: { customerId: shopper.customerId } })
  const { url, expiresAt } = await makeOrderLink({ customerIds: [shopper.customerId], number })
  return { shopper, number, expiresAt, token: url.split('/').at(-1) ?? '' }
}

let people = 0
async function newAccount(email = 'someone@example.com') {
  const person = { issuer: 'https://auth.example', subject: `p${people++}`, email, name: '' }
  const none = async () => undefined
  const { accountId, customerId } = await signInShopper({ person, shopper: null, endOpenOrder: none })
  const session: Session = { accountId, provider: 'oidc', email, name: '', roles: [], accessToken: '' }
  const customerIds = await customerIdsOf({ shopper: null, session })
  return { accountId, customerId, owner: { customerIds, account: { id: accountId, email } } }
}
const claim = (token: string, accountId: string) => claimOrder({ token, accountId, ownersOf: accountsOf })

describe('a link to an order', () => {
  test('opens it for 30 days, without name, e-mail or address', async () => {
    const { token, number, expiresAt } = await guestOrder()
    const shown = await getSharedOrder({ token })
    expect(OrderView.parse(shown)).toMatchObject({ number, email: null, shippingAddress: null })
    for (const personal of ['ada@example.com', ...Object.values(ADDRESS).filter((text) => text.length > 3)])
      expect(JSON.stringify(shown)).not.toContain(personal)
    const end = Date.parse(expiresAt)
    expect(end - Date.now()).toBeGreaterThan(29 * DAY)
    await expect(getSharedOrder({ token, now: end - 1 })).resolves.toBeDefined()
    await expect(getSharedOrder({ token, now: end })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('altered, cut, signed for something else: it opens nothing', async () => {
    const { token } = await guestOrder()
    const bytes = Buffer.from(token, 'base64url')
    const forged = [
      ...Array.from({ length: bytes.length }, (_, at) => {
        const copy = Buffer.from(bytes)
        copy[at]! ^= 1
        return copy.toString('base64url')
      }),
      token.slice(0, -1),
      `${token}A`,
      signToken('something-else', bytes.subarray(0, -32)),
      signToken('order-link', bytes.subarray(0, -33)),
      'A'.repeat(token.length),
    ]
    for (const one of forged)
      await expect(getSharedOrder({ token: one })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is made by whoever bought the order, and by nobody else', async () => {
    const { number, token } = await guestOrder()
    const stranger = await newAccount()
    const make = () => makeOrderLink({ customerIds: stranger.owner.customerIds, number })
    await expect(make()).rejects.toMatchObject({ code: 'not_found' })
    await claim(token, stranger.accountId)
    await expect(make()).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('keeping an order by its link', () => {
  test('20 accounts at once: one has it, once; the order’s row is as it was', async () => {
    const { token, number, shopper } = await guestOrder()
    const accounts = await Promise.all(Array.from({ length: 20 }, () => newAccount()))
    const before = await shopDb().order.findFirstOrThrow({ where: { number } })
    const outcomes = await atOnce(20, 20, (i) =>
      claim(token, accounts[i]!.accountId).then(
        () => 'kept',
        (error: { code: string }) => error.code,
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'kept')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(19)
    const keeper = accounts[outcomes.indexOf('kept')]!
    await expect(claim(token, keeper.accountId)).resolves.toEqual({ number })
    expect((await listOrders(keeper.owner)).orders.map((order) => order.number)).toEqual([number])
    expect(await shopDb().order.findFirstOrThrow({ where: { number } })).toEqual(before)
    // Only this order, and its guest still has it.
    expect(keeper.owner.customerIds).not.toContain(shopper.customerId)
    expect((await getOrder({ customerIds: [shopper.customerId], number })).email).toBe('ada@example.com')
  })

  test('shows where it goes only to the account with the e-mail address of the order', async () => {
    const [one, two] = [await guestOrder(), await guestOrder()]
    const [stranger, buyer] = [await newAccount(), await newAccount('ADA@example.com')]
    await claim(one.token, stranger.accountId)
    await claim(two.token, buyer.accountId)
    expect(await getOrder({ ...stranger.owner, number: one.number })).toMatchObject({ shippingAddress: null })
    expect(await getOrder({ ...buyer.owner, number: two.number })).toMatchObject({ shippingAddress: ADDRESS })
    expect((await listOrders(stranger.owner)).orders).toMatchObject([{ email: null }])
  })

  test('an order that an account has already is nobody else’s to keep', async () => {
    const { token, shopper } = await guestOrder()
    const person = { issuer: 'https://auth.example', subject: `p${people++}`, email: '', name: '' }
    const owner = await signInShopper({ person, shopper, endOpenOrder: async () => undefined })
    const other = await newAccount()
    await expect(claim(token, other.accountId)).rejects.toMatchObject({ code: 'conflict' })
    await expect(claim(token, owner.accountId)).resolves.toBeDefined()
  })
})

test('a long list of orders comes in pages that leave none out and show none twice', async () => {
  const { shopper, number } = await guestOrder()
  const first = await shopDb().order.findFirstOrThrow({ where: { number } })
  const createdAt = (i: number) => new Date(Date.now() - Math.floor(i / 3) * 1_000)
  await shopDb().order.createMany({
    data: Array.from({ length: 44 }, (_, i) => ({
      ...first,
      shippingAddress: ADDRESS,
      parcels: [],
      id: crypto.randomUUID(),
      number: `F51-PAGE-0000-00${String(i).padStart(2, '0')}`,
      checkoutKey: crypto.randomUUID(),
      createdAt: createdAt(i),
    })),
  })
  const seen: string[] = []
  let before: string | undefined
  do {
    const page = await listOrders({ customerIds: [shopper.customerId], before })
    expect(page.orders.length).toBeLessThanOrEqual(20)
    seen.push(...page.orders.map((order) => order.number))
    before = page.next ?? undefined
  } while (before)
  expect(seen).toHaveLength(45)
  expect(new Set(seen).size).toBe(45)
  const strange = await listOrders({ customerIds: [shopper.customerId], before: 'F51-ZZZZ-ZZZZ-ZZZZ' })
  expect(strange.orders.map((order) => order.number)).toEqual(seen.slice(0, 20))
})

describe('the address book', () => {
  const at = (line1: string) => ({ ...ADDRESS, line1 })

  test('always has one default, whatever is added, changed and removed', async () => {
    const { customerId } = await newAccount()
    const [first] = await addAddress({ customerId, address: at('1 First St'), isDefault: false })
    expect(first?.isDefault).toBe(true)
    const two = await addAddress({ customerId, address: at('2 Second St'), isDefault: true })
    expect(two.map(({ address, isDefault }) => [address.line1, isDefault])).toEqual([
      ['2 Second St', true],
      ['1 First St', false],
    ])
    await changeAddress({ customerId, id: first!.id, address: at('3 Third St'), isDefault: false })
    const left = await removeAddress({ customerId, id: two[0]!.id })
    expect(left).toEqual([{ id: first!.id, address: at('3 Third St'), isDefault: true }])
    expect(await removeAddress({ customerId, id: two[0]!.id })).toEqual(left)
  })

  test('the same address twice, or 20 times at once, is one', async () => {
    const { customerId } = await newAccount()
    await atOnce(20, 20, () => addAddress({ customerId, address: at('1 First St'), isDefault: true }))
    expect(await listAddresses(customerId)).toHaveLength(1)
  })

  test('has room for 20; the 21st is refused, and nothing is lost', async () => {
    const { customerId } = await newAccount()
    const tries = await atOnce(8, MAX_ADDRESSES + 5, (i) =>
      addAddress({ customerId, address: at(`${i} Long St`), isDefault: false }).then(
        () => 'saved',
        (error: { code: string }) => error.code,
      ),
    )
    expect(tries.filter((outcome) => outcome === 'saved')).toHaveLength(MAX_ADDRESSES)
    expect(tries.filter((outcome) => outcome === 'too_many_addresses')).toHaveLength(5)
    expect(await listAddresses(customerId)).toHaveLength(MAX_ADDRESSES)
  })

  test('somebody else’s address is not there to change', async () => {
    const [mine, theirs] = [await newAccount(), await newAccount()]
    const [saved] = await addAddress({
      customerId: mine.customerId,
      address: at('1 First St'),
      isDefault: false,
    })
    const change = { customerId: theirs.customerId, id: saved!.id, address: at('9 Evil St'), isDefault: true }
    await expect(changeAddress(change)).rejects.toMatchObject({ code: 'not_found' })
    await removeAddress(change)
    expect(await listAddresses(mine.customerId)).toEqual([saved])
  })
})
