import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { changeLine } from '@/lib/cart'
import { shopDb } from '@/lib/infra/db/shop'
import { HANDLERS, PAGES, PEOPLE, SERVER_HANDLERS, type Things, type Who } from '../access/table'
import {
  addressOf,
  another,
  call,
  closeAccess,
  filesNamed,
  handlersOnDisk,
  newPeople,
  newThings,
  people,
  SKU,
} from '../support/access-walk'
import { request } from '../support/fixtures'

// What a handler leaves for after its answer needs Next's own request scope.
vi.mock('next/server', async (original) => ({ ...(await original<object>()), after: () => undefined }))

let shared: Things
beforeAll(async () => {
  shared = await newPeople()
})
afterAll(closeAccess)

describe('the table has every route and page, and no other (tests/access/table.ts says how to add one)', () => {
  test('handlers', () => {
    const inTable = [...Object.keys(HANDLERS), ...Object.keys(SERVER_HANDLERS)].sort()
    expect(handlersOnDisk.map(({ name }) => name).sort()).toEqual(inTable)
  })

  test('pages', () => {
    expect(filesNamed('page.tsx').map(addressOf).sort()).toEqual(Object.keys(PAGES).sort())
  })
})

describe('every route, as every kind of person', () => {
  test.each(Object.entries(HANDLERS))('%s', async (name, row) => {
    const outcome = {} as Record<Who, string>
    for (const who of PEOPLE) {
      await emptyCarts()
      const things = row.fresh ? await newThings() : shared
      outcome[who] = await call(name, row, row.endsSessions ? await another(who) : people[who], things)
    }
    expect(outcome).toEqual(row.outcome)
  })
})

/** Nobody but `shopper`, whose things put something in it, begins with a cart. */
async function emptyCarts(): Promise<void> {
  await shopDb().cartLine.deleteMany()
}

describe('hazard 23: every id route × every wrong person', () => {
  const idRoutes = Object.entries(HANDLERS).filter(([name]) => name.includes('['))
  /** Routes whose id is no person's: a SKU that everyone may buy, a link that opens for whoever has it. */
  const NOBODYS = ['/api/cart/lines/[sku]', '/api/orders/shared/[token]']

  test('none answers a wrong person with 2xx, and none says that the thing exists', () => {
    const checked = idRoutes.filter(([name]) => !NOBODYS.some((free) => name.includes(free)))
    expect(checked.length).toBeGreaterThanOrEqual(8)
    for (const [name, { outcome }] of checked) {
      for (const who of ['nobody', 'otherShopper', 'otherGuest'] as const) {
        // Removing an address that is not one's own removes nothing: see below.
        if (name === 'DELETE /api/account/addresses/[id]' && who === 'otherShopper') continue
        expect(outcome[who], `${name} as ${who}`).toMatch(
          /^(404 not_found|401 not_signed_in|403 not_allowed)$/,
        )
      }
    }
  })

  test('a stranger’s DELETE leaves the address where it is', async () => {
    const things = await newThings()
    await call(
      'DELETE /api/account/addresses/[id]',
      HANDLERS['DELETE /api/account/addresses/[id]']!,
      people.otherShopper,
      things,
    )
    expect(await shopDb().savedAddress.count({ where: { id: things.addressId } })).toBe(1)
  })

  test('somebody else’s cart is never shown, and never changed', async () => {
    await emptyCarts()
    const owner = people.shopper.shopper!
    await changeLine({ change: 'add', shopper: owner, sku: SKU, quantity: 3 })
    const { GET } = await import('@/app/api/cart/route')
    for (const who of PEOPLE) {
      const { cookie } = people[who]
      const cart = (await (await GET(request('/api/cart', cookie ? { cookie } : {}))).json()) as {
        lines: { quantity: number }[]
      }
      expect(
        cart.lines.map(({ quantity }) => quantity),
        who,
      ).toEqual(who === 'shopper' ? [3] : [])
    }
  })
})
