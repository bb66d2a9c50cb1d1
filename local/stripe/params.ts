import { z } from 'zod'

// Every value of a form arrives as text. Each field below reads one kind of value and, when it cannot,
// says so with Stripe's own error code (`params.code`, read by validate.ts).

function field<T>(code: string, read: (text: string) => T | undefined, complain: (text: string) => string) {
  return z.string().transform((text, context) => {
    const value = read(text)
    if (value !== undefined) return value
    context.issues.push({ code: 'custom', message: complain(text), params: { code }, input: text })
    return z.NEVER
  })
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))

export const integer = field(
  'parameter_invalid_integer',
  (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined),
  (text) => `Invalid integer: ${text}`,
)

export const boolean = field(
  'parameter_invalid_boolean',
  (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  (text) => `Invalid boolean: ${text}`,
)

export const url = field(
  'url_invalid',
  (text) => (/^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined),
  () => 'Not a valid URL',
)

export const currency = field(
  'parameter_invalid_string',
  (text) => (CURRENCIES.has(text.toLowerCase()) ? text.toLowerCase() : undefined),
  (text) => `Invalid currency: ${text.toLowerCase()}.`,
)

export const text = field(
  'parameter_invalid_string',
  (value) => (value.length <= 5000 ? value : undefined),
  () => 'Invalid string: must be at most 5000 characters',
)

/** A value that an empty string unsets. */
export const clearableText = text.transform((value) => (value === '' ? null : value))

/** One of a fixed list of words. */
export function oneOf<const W extends string>(...words: W[]) {
  return field(
    'parameter_invalid_enum',
    (value) => words.find((word) => word === value),
    (value) => `Invalid value: must be one of ${words.join(', ')}, not ${value}`,
  )
}

/** Keys to set; an empty value removes its key, an empty string removes all. */
export const metadata = z.union([
  z.literal('').transform(() => null),
  z
    .record(z.string().max(40), z.string().max(500))
    .refine((entries) => Object.keys(entries).length <= 50, 'Metadata may have at most 50 keys'),
])

export const address = z.strictObject({
  city: text.optional(),
  country: text.optional(),
  line1: text.optional(),
  line2: text.optional(),
  postal_code: text.optional(),
  state: text.optional(),
})

export const shipping = z.strictObject({
  address,
  name: text,
  phone: text.optional(),
  carrier: text.optional(),
  tracking_number: text.optional(),
})

export const billingDetails = z.strictObject({
  address: address.optional(),
  email: clearableText.optional(),
  name: clearableText.optional(),
  phone: clearableText.optional(),
  tax_id: text.optional(),
})

export const captureMethod = oneOf('automatic', 'automatic_async', 'manual')
export const setupFutureUsage = oneOf('off_session', 'on_session')
export const words = z.array(z.string())

export type AddressParam = z.infer<typeof address>
export type ShippingParam = z.infer<typeof shipping>
export type BillingDetailsParam = z.infer<typeof billingDetails>
export type MetadataParam = z.infer<typeof metadata>
