import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LiveLine } from './live-line'
import { availabilityLabel } from './availability-label'

test('thousands are grouped, for eyes and for ears', () => {
  const item = { sku: 'MUG-1', available: 1_999_717, inCarts: 1_204, state: 'in_stock' } as const
  const markup = renderToStaticMarkup(<LiveLine words={availabilityLabel(item)} />)
  const text = markup.replace(/<[^>]*>/g, '')
  expect(text).toBe('1,999,717 available · 1,204 in other carts'.repeat(2))
})
