import { beforeAll, describe, expect, test } from 'vitest'
import { changeLine, signInShopper } from '@/lib/cart'
import { accountsOf, ownerOf } from '@/lib/shopper'
import { signToken } from '@/lib/infra/crypto/token'
import { shopDb } from '@/lib/infra/db/shop'
import {
  addAddress,
  cancelOrder,
  changeAddress,
  claimOrder,
  getOrder,
  getSharedOrder,
  listAddresses,
  listOrders,
  makeEmailProof,
  makeOrderLink,
  mayClaim,
  removeAddress,
} from '@/lib/orders'
import { LinkToken, MAX_ADDRESSES, OrderView } from '@/lib/orders/schema'
import { ADDRESS } from '../support/address'
import { atOnce, checkoutRequest, outcomeOf, press } from '../support/buyer'
import { givenStock, newShopper, seedCatalog } from '../support/fixtures'
import { newSession } from '../support/session'

const SKU = 'RDG-SND'
/** what checkoutRequest orders with */
const EMAIL = 'ada@example.com'
const DAY = 24 * 60 * 60_000

beforeAll(async () => {
  await seedCatalog()
  await givenStock(SKU, 200)
})

/** A guest's paid order and a link to it. */
async function guestOrder() {
  const { shopper } = await newShopper()
  await changeLine({ change: 'add', shopper, sku: SKU, quantity: 1 })
  const wanted = await checkoutRequest(shopper.customerId)
  expect(outcomeOf(await press(shopper.customerId, wanted))).toBe('paid')
  const { number } = await shopDb().order.findFirstOrThrow({ where: { customerId: shopper.customerId } })
  const { url, expiresAt } = await makeOrderLink({ customerIds: [shopper.customerId], number })
  return { shopper, number, expiresAt, token: tokenOf({ url }) }
}

let people = 0
async function newAccount(email = 'someone@example.com', emailVerified = true) {
  const person = { issuer: 'https://auth.example', subject: `p${people++}`, email, emailVerified, name: '' }
  const none = async () => undefined
  const { accountId, customerId } = await signInShopper({ person, shopper: null, endOpenOrder: none })
  const owner = await ownerOf({ shopper: null, session: newSession({ accountId, email, emailVerified }) })
  return { accountId, customerId, owner, account: owner.account! }
}
type Account = Awaited<ReturnType<typeof newAccount>>
const claim = (token: string, { account }: Account) => claimOrder({ token, account, ownersOf: accountsOf })
const tokenOf = ({ url }: { url: string }) => url.split('/').at(-1) ?? ''
const numbersOf = async ({ owner }: Account) => (await listOrders(owner)).orders.map(({ number }) => number)
const rowOf = (number: string) => shopDb().order.findFirstOrThrow({ where: { number } })

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
      signToken('something-else', bytes.subarray(0, -16)),
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
    const buyer = await newAccount(EMAIL)
    await claim(token, buyer)
    const copy = makeOrderLink({ customerIds: buyer.owner.customerIds, number })
    await expect(copy).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a link shows, and proves nothing', () => {
  test('an account with another address can neither keep the order nor cancel it; its buyer can', async () => {
    const { token, number, shopper } = await guestOrder()
    const stranger = await newAccount()
    await expect(claim(token, stranger)).rejects.toMatchObject({
      code: 'not_allowed',
      detail: expect.stringContaining('placed with another email address'),
    })
    expect(await mayClaim({ token, account: stranger.account })).toBe(false)
    await expect(cancelOrder({ ...stranger.owner, number })).rejects.toMatchObject({ code: 'not_found' })
    expect(await numbersOf(stranger)).toEqual([])
    expect(await cancelOrder({ customerIds: [shopper.customerId], number })).toMatchObject({
      cancelRequested: true,
    })
  })

  test('the order’s own address is no proof while the provider has not verified it', async () => {
    const { token, number } = await guestOrder()
    const pretender = await newAccount(EMAIL, false)
    await expect(claim(token, pretender)).rejects.toMatchObject({
      code: 'not_allowed',
      detail: expect.stringContaining('does not confirm your email address'),
    })
    await expect(getOrder({ ...pretender.owner, number })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('20 accounts at once, one of them the buyer’s: it alone has the order, and the row is as it was', async () => {
    const { token, number, shopper } = await guestOrder()
    const accounts = await Promise.all(
      Array.from({ length: 20 }, (_, i) => newAccount(i === 7 ? 'ada@EXAMPLE.com' : `p${i}@example.com`)),
    )
    const before = await rowOf(number)
    const outcomes = await atOnce(20, 20, (i) =>
      claim(token, accounts[i]!).then(
        () => 'kept',
        (error: { code: string }) => error.code,
      ),
    )
    expect(outcomes).toEqual(accounts.map((_, i) => (i === 7 ? 'kept' : 'not_allowed')))
    const keeper = accounts[7]!
    await expect(claim(token, keeper)).resolves.toEqual({ number })
    expect(await numbersOf(keeper)).toEqual([number])
    expect(await rowOf(number)).toEqual(before)
    // Only this order, and its guest still has it.
    expect(keeper.owner.customerIds).not.toContain(shopper.customerId)
    expect(await getOrder({ ...keeper.owner, number })).toMatchObject({ shippingAddress: ADDRESS })
    expect((await getOrder({ customerIds: [shopper.customerId], number })).email).toBe(EMAIL)
    expect(await cancelOrder({ ...keeper.owner, number })).toMatchObject({ cancelRequested: true })
  })

  test('an account that kept it without proof looks, cancels nothing, and gives it up to its buyer', async () => {
    const { token, number } = await guestOrder()
    const wrong = await newAccount()
    const { customerId, id: orderId } = await rowOf(number)
    // As the shop kept orders before it asked for a proof.
    await shopDb().orderClaim.create({ data: { customerId, orderId, accountId: wrong.accountId } })
    expect(await getOrder({ ...wrong.owner, number })).toMatchObject({ email: null, shippingAddress: null })
    await expect(cancelOrder({ ...wrong.owner, number })).rejects.toMatchObject({ code: 'not_allowed' })
    const buyer = await newAccount(EMAIL)
    await expect(claim(token, buyer)).resolves.toEqual({ number })
    expect([await numbersOf(wrong), await numbersOf(buyer)]).toEqual([[], [number]])
    await expect(cancelOrder({ ...wrong.owner, number })).rejects.toMatchObject({ code: 'not_found' })
    expect(await cancelOrder({ ...buyer.owner, number })).toMatchObject({ cancelRequested: true })
  })

  test('an order of an account is still its own when its buyer by address keeps it too', async () => {
    const { token, shopper, number } = await guestOrder()
    const person = { issuer: 'https://auth.example', subject: `p${people++}`, email: '', name: '' }
    const none = async () => undefined
    const signedIn = { person: { ...person, emailVerified: false }, shopper, endOpenOrder: none }
    const { accountId } = await signInShopper(signedIn)
    const owner = await ownerOf({ shopper: null, session: newSession({ accountId, emailVerified: false }) })
    await expect(claimOrder({ token, account: owner.account!, ownersOf: accountsOf })).resolves.toBeDefined()
    const buyer = await newAccount(EMAIL)
    await claim(token, buyer)
    expect((await getOrder({ ...owner, number })).email).toBe(EMAIL)
    expect(await numbersOf(buyer)).toEqual([number])
  })
})

describe('a link for a mail to the order’s address', () => {
  test('proves its buyer to any account, for a day, and shows no more than another link', async () => {
    const { number } = await guestOrder()
    const { url, expiresAt } = makeEmailProof(await rowOf(number))
    const token = tokenOf({ url })
    expect(LinkToken.safeParse(token).success).toBe(true)
    expect(await getSharedOrder({ token })).toMatchObject({ number, email: null, shippingAddress: null })
    const end = Date.parse(expiresAt)
    expect(end - Date.now()).toBeLessThanOrEqual(DAY)
    await expect(getSharedOrder({ token, now: end })).rejects.toMatchObject({ code: 'not_found' })
    const buyer = await newAccount('ada@work.example.com')
    expect(await mayClaim({ token, account: buyer.account })).toBe(true)
    await claim(token, buyer)
    expect(await cancelOrder({ ...buyer.owner, number })).toMatchObject({ cancelRequested: true })
  })

  test('is over once the order has another address, and can’t be made of a link that only shows', async () => {
    const { number, token } = await guestOrder()
    const row = await rowOf(number)
    const proof = tokenOf(makeEmailProof(row))
    const shown = Buffer.from(token, 'base64url').subarray(0, -16)
    const forged = [
      signToken('prove-email', shown),
      signToken('order-link', Buffer.from(proof, 'base64url').subarray(0, -16)),
    ]
    for (const one of forged)
      await expect(getSharedOrder({ token: one })).rejects.toMatchObject({ code: 'not_found' })
    await shopDb().order.updateMany({ where: { number }, data: { email: 'new@example.com' } })
    await expect(getSharedOrder({ token: proof })).rejects.toMatchObject({ code: 'not_found' })
    await expect(getSharedOrder({ token })).resolves.toBeDefined()
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
