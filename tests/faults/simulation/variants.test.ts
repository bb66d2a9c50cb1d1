import { expect, test } from 'vitest'
import { isFull } from '../support/figures'
import { report } from '../support/report'
import { simulate } from './simulate'
import { type Variant, VARIANTS } from './variants'
import type { Shop } from './shoppers'

const shopWith = async (variant: string): Promise<Shop> =>
  import(/* @vite-ignore */ `${import.meta.dirname}/use-cases.ts?variant=${variant}`) as Promise<Shop>

const wanted = Object.entries<Variant>(VARIANTS).filter(([, { rare }]) => isFull || !rare)

test.each(wanted)('F3: %s is caught', { timeout: 600_000 }, async (key, variant: Variant) => {
  const { bad, faults } = await simulate({
    shop: await shopWith(key),
    seeds: variant.within,
    sql: variant.sql,
    lanes: 3,
    untilBroken: true,
  })
  const [first] = bad
  const masked = variant.masked ? ` (alone it is masked ${variant.masked})` : ''
  report(
    'F3',
    `broken on purpose: ${variant.name}${masked}`,
    faults,
    first ? `caught by seed ${first.seed} of ${variant.within}: ${first.broken[0]}` : 'NOT caught',
  )
  expect(bad).not.toEqual([])
})
