import { expect, test } from 'vitest'
import { addressLines, countryName } from './postal-address'

const ada = { name: 'Ada Lovelace', line1: '1 Main St', city: 'Springfield', postalCode: '62701' }

test.each([
  [{ ...ada, region: 'IL', country: 'US' }, ['Springfield, IL 62701', 'United States']],
  [
    { ...ada, region: 'ON', city: 'Ottawa', postalCode: 'K1A 0B1', country: 'CA' },
    ['Ottawa ON K1A 0B1', 'Canada'],
  ],
  [{ ...ada, city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' }, ['Leeds', 'LS1 4AP', 'United Kingdom']],
  [{ ...ada, city: 'Berlin', postalCode: '10115', country: 'DE' }, ['10115 Berlin', 'Germany']],
  [{ ...ada, city: 'Paris', postalCode: '75001', country: 'FR' }, ['75001 Paris', 'France']],
])('an address is written as its country writes it: %j', (address, town) => {
  expect(addressLines(address)).toEqual(['Ada Lovelace', '1 Main St', ...town])
})

test('a second line stands below the first', () => {
  expect(addressLines({ ...ada, line2: 'Flat 2', country: 'GB' }).slice(1, 3)).toEqual([
    '1 Main St',
    'Flat 2',
  ])
})

test('what a country does not write is not lost', () => {
  const lines = addressLines({
    ...ada,
    region: 'Bavaria',
    city: 'Munich',
    postalCode: '80331',
    country: 'DE',
  })
  expect(lines).toEqual(['Ada Lovelace', '1 Main St', '80331 Munich', 'Bavaria', 'Germany'])
})

test('a code that is no country is printed as it is', () => {
  expect(countryName('XX1')).toBe('XX1')
  expect(addressLines({ ...ada, country: 'QZ' })).toContain('Ada Lovelace')
})
