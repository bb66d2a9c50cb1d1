import { flag, list, object, oneOf, optional, text } from '@/components/api-client/shape'
import { COUNTRIES } from '@/lib/orders/rules/countries'
import type { AddressBook, Country, SavedAddress, ShippingAddress } from '@/lib/orders/schema'

export const CountryShape = oneOf<Country>(COUNTRIES)

export const AddressShape = object<ShippingAddress>({
  name: text,
  line1: text,
  line2: optional(text),
  city: text,
  region: optional(text),
  postalCode: text,
  country: CountryShape,
})

/** What every route of the address book answers. */
export const AddressBookShape = object<AddressBook>({
  email: text,
  addresses: list(object<SavedAddress>({ id: text, address: AddressShape, isDefault: flag })),
})
