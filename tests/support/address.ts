/** Where the tests' parcels go. */
export const ADDRESS = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'Portland',
  region: 'OR',
  postalCode: '97201',
  country: 'US',
} as const
