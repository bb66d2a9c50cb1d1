import { beforeEach, expect, test } from 'vitest'
import { pageRevision } from '@/lib/revalidation/rules/page-revision'
import type { StalePage } from '@/lib/revalidation/schema'
import { invalidate, revalidate, stalePages, untilCurrent } from '@/lib/revalidation'
import { shopDb, shopTransaction } from '@/lib/infra/db/shop'
import { expectConsoleError } from '../support/console'
import { startPageServer } from '../support/page-server'

/*
 * The worker that makes stale pages fresh, against a server that caches pages as Next does: the first request after an
 * expiry gets the old page, its successor is made meanwhile.
 */

const PRODUCT = '01920000-0000-7000-8000-000000000001'
const server = await startPageServer()
process.env['APP_URL'] = server.url
process.env['PURGE_URL'] = `${server.url}/purge`

beforeEach(async () => {
  server.reset()
  await shopDb().stalePages.deleteMany()
})

const append = (pages: StalePage[], tags = ['product:x']) =>
  shopTransaction((tx) => invalidate(tx, { tags, pages, reason: 'test' }))
const lamp = (revision: number): StalePage => ({ path: '/p/lamp', subject: PRODUCT, revision })
const publish = (revision: number) => server.publish('/p/lamp', 'product:x', pageRevision(PRODUCT, revision))

test('a published page is served anew, as document and as payload, before anyone says so', async () => {
  publish(1)
  await server.visit('/p/lamp')
  publish(2)
  const id = await append([lamp(2)])

  expect(await untilCurrent({ id, withinMs: 5_000 })).toBe(true)
  expect(await server.visit('/p/lamp')).toContain(pageRevision(PRODUCT, 2))
  expect(server.seen).toContainEqual({ path: '/p/lamp', rsc: true, shown: pageRevision(PRODUCT, 2) })
  expect(await stalePages.countWaiting()).toBe(0)
})

test('the cache in front is told of it after the server has the new page', async () => {
  publish(1)
  await server.visit('/p/lamp')
  publish(2)
  await append([lamp(2), { path: '/', subject: null, revision: null }])
  await revalidate()

  expect(server.purges).toEqual([
    { paths: expect.arrayContaining(['/p/lamp', '/']), served: pageRevision(PRODUCT, 2) },
  ])
})

test('a purge that fails leaves it to be done again', async () => {
  expectConsoleError(/pages\.not_revalidated/)
  publish(2)
  const id = await append([lamp(2)])
  server.refusePurges = true
  expect(await revalidate({ ids: [id] })).toEqual({ done: [], late: 1 })
  expect(await stalePages.countWaiting()).toBe(1)
})

test('a render that had begun before the change, and was stored after the expiry, is made again', async () => {
  publish(1)
  await server.visit('/p/lamp')
  publish(2)
  server.storeOldOnce('/p/lamp', pageRevision(PRODUCT, 1))
  const id = await append([lamp(2)])
  expect(await untilCurrent({ id, withinMs: 5_000 })).toBe(true)
  expect(await server.visit('/p/lamp')).toContain(pageRevision(PRODUCT, 2))
  expect(server.expiries.length).toBeGreaterThan(1)
})

test('what a worker died with in hand is taken by the next, and nothing is lost', async () => {
  publish(2)
  const id = await append([lamp(2)])
  await shopDb().stalePages.update({ where: { id }, data: { claimedAt: new Date(), attempts: 1 } })
  expect(await revalidate()).toEqual({ done: [], late: 0 })

  await shopDb().stalePages.update({ where: { id }, data: { claimedAt: new Date(Date.now() - 31_000) } })
  expect(await revalidate()).toEqual({ done: [id], late: 0 })
})

test('fifty changes at once: each page is asked for until it shows all of them', async () => {
  for (let n = 1; n <= 50; n++) server.publish(`/p/${n}`, `tag-${n}`, pageRevision(`id-${n}`, 2))
  for (let n = 1; n <= 50; n++)
    await append([{ path: `/p/${n}`, subject: `id-${n}`, revision: 2 }], [`tag-${n}`])
  const runs = await Promise.all([revalidate(), revalidate(), revalidate()])
  expect(runs.flatMap(({ done }) => done).length).toBe(50)
  expect(new Set(runs.flatMap(({ done }) => done)).size).toBe(50)
  expect(await stalePages.countWaiting()).toBe(0)
})

test('a server that is down delays it, and no more', async () => {
  expectConsoleError(/pages\.not_revalidated/)
  publish(2)
  const id = await append([lamp(2)])
  server.isDown = true
  expect(await revalidate({ ids: [id] })).toEqual({ done: [], late: 1 })
  server.isDown = false
  await shopDb().stalePages.update({ where: { id }, data: { claimedAt: new Date(Date.now() - 31_000) } })
  expect(await revalidate({ ids: [id] })).toEqual({ done: [id], late: 0 })
})
