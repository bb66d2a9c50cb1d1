import { expect, test } from 'vitest'
import { BLANK, type Details, fieldErrorsOf, fieldOf, parseDetails } from './details'

const ada: Details = {
  ...BLANK,
  email: ' ada@example.com ',
  name: 'Ada Lovelace',
  line1: '1 Main St',
  city: 'Reno',
  region: 'NV',
  postalCode: '89501',
}
const errorsOf = (typed: Details) => {
  const parsed = parseDetails(typed)
  return parsed.ok ? {} : parsed.errors
}

test('what was typed becomes what the shop takes; empty optional fields are left out', () => {
  expect(parseDetails(ada)).toEqual({
    ok: true,
    value: {
      email: 'ada@example.com',
      shippingAddress: {
        name: 'Ada Lovelace',
        line1: '1 Main St',
        city: 'Reno',
        region: 'NV',
        postalCode: '89501',
        country: 'US',
      },
    },
  })
})

test('an empty form names every field that is needed, in words', () => {
  expect(errorsOf(BLANK)).toEqual({
    email: 'Enter your email address, like name@example.com',
    name: 'Enter your full name',
    line1: 'Enter your street address',
    city: 'Enter your town or city',
    region: 'Enter your state',
    postalCode: 'Enter your ZIP code',
  })
})

test.each([
  ['an email without a host', { email: 'ada@' }, { email: expect.stringContaining('email address') }],
  ['spaces only', { city: '   ' }, { city: 'Enter your town or city' }],
  ['a region where one is needed', { country: 'CA', region: '' }, { region: 'Enter your province' }],
  ['no region where none is', { country: 'DE', region: '' }, {}],
  ['too long a name', { name: 'x'.repeat(101) }, { name: 'Shorten this a little' }],
  ['a postal code by its name', { country: 'GB', postalCode: '' }, { postalCode: 'Enter your postcode' }],
] as const)('%s', (_, change, expected) => {
  expect(errorsOf({ ...ada, ...change })).toEqual(expected)
})

test.each([
  ['email', 'email'],
  ['shippingAddress.postalCode', 'postalCode'],
  ['expectedTotal.amount', null],
  ['confirmationToken', null],
  ['', null],
])('the path %j means the field %j', (path, field) => {
  expect(fieldOf(path)).toBe(field)
})

test("a 422 answer's errors land beside their fields", () => {
  const errors = [
    { path: 'email', message: 'Invalid email address' },
    { path: 'shippingAddress.name', message: 'Too big' },
    { path: 'checkoutKey', message: 'Invalid UUID' },
  ]
  expect(fieldErrorsOf(errors, ada)).toEqual({
    email: 'We could not use this. Please check it',
    name: 'We could not use this. Please check it',
  })
  expect(fieldErrorsOf(errors, { ...ada, name: ' ' }).name).toBe('Enter your full name')
})
