import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ToFulfillment, ToShop, VERSIONS } from '@/lib/events/contract'
import { schemaOf } from '@/scripts/contract/schema-of'

const read = (file: string): unknown => JSON.parse(readFileSync(`docs/events/${file}`, 'utf8'))
const published = readdirSync('docs/events').flatMap((name) => /^(.+\.v\d+)\.json$/.exec(name)?.[1] ?? [])
const versions: [string, z.ZodObject][] = Object.entries(VERSIONS)

test('every version is published, and every published version is still read', () => {
  expect(Object.keys(VERSIONS).sort()).toEqual(published.sort())
})

test.each(versions)('%s has the shape it was published with', (version, schema) => {
  expect(schemaOf(version, schema)).toEqual(read(`${version}.json`))
})

test.each(versions)(
  'a change to %s is noticed: a field more, one less, one that is looser',
  (version, schema) => {
    const [, second = ''] = Object.keys(schema.shape)
    const { [second]: _, ...less } = schema.shape
    const changes = [
      schema.extend({ more: z.string() }),
      z.object(less),
      schema.extend({ [second]: z.unknown() }),
    ]
    for (const changed of changes) expect(schemaOf(version, changed)).not.toEqual(read(`${version}.json`))
  },
)

test.each(published)('the example of %s is read by its consumer, and nothing of it is lost', (version) => {
  const example = read(`examples/${version}.json`) as { payload: object }
  const consumers = [ToFulfillment, ToShop].map((consumer) => consumer.safeParse(example))
  const taken = consumers.filter(({ success }) => success)
  // The end of a session is told by either side to the other.
  expect(taken).toHaveLength(version === 'session.ended.v1' ? 2 : 1)
  for (const { data } of taken) expect(data!.payload).toEqual(example.payload)
})

test('what is not in the contract is refused by both sides', () => {
  const example = read('examples/order.paid.v1.json') as { payload: object }
  const later = { ...example, payload: { ...example.payload, type: 'order.paid.v9' } }
  expect(ToFulfillment.safeParse(later).success).toBe(false)
  expect(ToShop.safeParse(later).success).toBe(false)
})
