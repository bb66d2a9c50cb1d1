import { object, text } from '@/components/api-client/shape'
import { CountryShape } from '@/components/orders/address-shape'
import { ShippingMethodShape } from '@/components/orders/order-shape'
import { asciiEmail } from '@/lib/core/email'
import { ADDRESS_LIMITS } from '@/lib/orders/rules/address-limits'
import type { Country, ShippingAddress, ShippingMethod } from '@/lib/orders/schema'

/** What the shopper types, as typed: every field a string, kept across reloads. Never card data. */
export interface Details {
  email: string
  name: string
  line1: string
  line2: string
  city: string
  region: string
  postalCode: string
  country: Country
  shippingMethod: ShippingMethod
}
export const DetailsShape = object<Details>({
  email: text,
  name: text,
  line1: text,
  line2: text,
  city: text,
  region: text,
  postalCode: text,
  country: CountryShape,
  shippingMethod: ShippingMethodShape,
})
export type FieldName = Exclude<keyof Details, 'shippingMethod'>

/** The address as it was typed. */
export type AddressPart = Omit<Details, 'email' | 'shippingMethod'>
export const BLANK_ADDRESS: AddressPart = {
  name: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postalCode: '',
  country: 'US',
}
export const BLANK: Details = { email: '', ...BLANK_ADDRESS, shippingMethod: 'standard' }

/** The fields in the order of the form, which is the order of the error summary. */
export const FIELDS = [
  'email',
  'name',
  'country',
  'line1',
  'line2',
  'city',
  'region',
  'postalCode',
] as const satisfies readonly FieldName[]

interface CountryLabels {
  region: { label: string; required: boolean }
  postalCode: string
}

/** What a country calls the parts of an address. */
export const COUNTRY_LABELS: Record<Country, CountryLabels> = {
  US: { region: { label: 'State', required: true }, postalCode: 'ZIP code' },
  CA: { region: { label: 'Province', required: true }, postalCode: 'Postal code' },
  GB: { region: { label: 'County', required: false }, postalCode: 'Postcode' },
  DE: { region: { label: 'Region', required: false }, postalCode: 'Postal code' },
  FR: { region: { label: 'Region', required: false }, postalCode: 'Postal code' },
}

const MISSING: Record<FieldName, string> = {
  email: 'Enter your email address, like name@example.com',
  name: 'Enter your full name',
  line1: 'Enter your street address',
  line2: 'Shorten the second address line',
  city: 'Enter your town or city',
  region: 'Enter your state or region',
  postalCode: 'Enter your postal code',
  country: 'Choose a country',
}

const REFUSED = 'We could not use this. Please check it'

export type FieldErrors = Partial<Record<FieldName, string>>

export interface Parsed {
  email: string
  shippingAddress: ShippingAddress
}

type Result<Value> = { ok: true; value: Value } | { ok: false; errors: FieldErrors }

/** What was typed as the shop takes it, or what is wrong with it, by field. */
export function parseDetails(typed: Details): Result<Parsed> {
  const email = typed.email.trim()
  const isEmail = asciiEmail(email) !== null
  const address = parseAddress(typed)
  if (isEmail && address.ok) return { ok: true, value: { email, shippingAddress: address.value } }
  const emailFault = isEmail ? {} : { email: sentence('email', typed.email, typed.country) }
  return { ok: false, errors: { ...emailFault, ...(address.ok ? {} : address.errors) } }
}

type AddressText = keyof typeof ADDRESS_LIMITS
const ADDRESS_TEXTS = FIELDS.filter((field): field is AddressText => field in ADDRESS_LIMITS)

/** As `parseDetails`, for the address alone. */
export function parseAddress(typed: Details): Result<ShippingAddress> {
  const { country } = typed
  const isRequired = (field: AddressText) =>
    field === 'region' ? COUNTRY_LABELS[country].region.required : field !== 'line2'
  const errors: FieldErrors = {}
  for (const field of ADDRESS_TEXTS) {
    const { length } = typed[field].trim()
    if (length > ADDRESS_LIMITS[field] || (length === 0 && isRequired(field)))
      errors[field] = sentence(field, typed[field], country)
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  const line2 = typed.line2.trim()
  const region = typed.region.trim()
  return {
    ok: true,
    value: {
      name: typed.name.trim(),
      line1: typed.line1.trim(),
      ...(line2 && { line2 }),
      city: typed.city.trim(),
      ...(region && { region }),
      postalCode: typed.postalCode.trim(),
      country,
    },
  }
}

/** A saved address as the form shows it. */
export function typedAddress(address: ShippingAddress): AddressPart {
  return { ...address, line2: address.line2 ?? '', region: address.region ?? '' }
}

const ADDRESS_FIELDS = FIELDS.filter((field) => field !== 'email')
export const isSameAddress = (typed: AddressPart, other: AddressPart): boolean =>
  ADDRESS_FIELDS.every((field) => typed[field] === other[field])

function sentence(field: FieldName, typedValue: string, country: Country): string {
  // What is there but not accepted is too long: the form has no other way to be wrong (but for the email).
  if (typedValue.trim() && field !== 'email') return 'Shorten this a little'
  const { region, postalCode } = COUNTRY_LABELS[country]
  if (field === 'region') return `Enter your ${region.label.toLowerCase()}`
  if (field === 'postalCode')
    return `Enter your ${postalCode === 'ZIP code' ? postalCode : postalCode.toLowerCase()}`
  return MISSING[field]
}

/** The field that a path of a 422 answer means, "shippingAddress.postalCode" or "email". */
export function fieldOf(path: string): FieldName | null {
  const name = path.replace(/^shippingAddress\./, '')
  return FIELDS.find((field) => field === name) ?? null
}

/** A 422 answer's errors by field; what belongs to no field is left to the summary's sentence. */
export function fieldErrorsOf(
  errors: readonly { path: string; message: string }[],
  typed: Details,
): FieldErrors {
  const byField: FieldErrors = {}
  for (const { path } of errors) {
    const field = fieldOf(path)
    if (!field) continue
    // The form found nothing wrong with it, so it can't say what is.
    byField[field] ??= typed[field].trim() ? REFUSED : sentence(field, '', typed.country)
  }
  return byField
}
