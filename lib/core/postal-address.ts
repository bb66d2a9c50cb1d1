import { formatAddress } from 'localized-address-format'

/** Where a parcel goes. `country` is an ISO 3166-1 alpha-2 code. */
export interface PostalAddress {
  name: string
  line1: string
  line2?: string | undefined
  city: string
  region?: string | undefined
  postalCode: string
  country: string
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' })

/**
 * The lines of an address in the order in which its country writes them: name, street, town, and the country's English name
 * last. A part that the country's own format leaves out is kept on a line before the country, so nothing that the shopper
 * typed is lost.
 */
export function addressLines(address: PostalAddress): string[] {
  const { name, line1, line2, city, region = '', postalCode, country } = address
  const lines = formatAddress(
    {
      name,
      addressLines: [line1, line2 ?? ''].filter((line) => line !== ''),
      locality: city,
      administrativeArea: region,
      postalCode,
      postalCountry: country,
    },
    'latin',
  )
  const left = [city, region, postalCode].filter((part) => part && !lines.some((line) => line.includes(part)))
  return [...lines, ...(left.length > 0 ? [left.join(' ')] : []), countryName(country)]
}

/** The English name of a country, or its code when it has none. */
export function countryName(code: string): string {
  try {
    return countryNames.of(code) ?? code
  } catch {
    return code
  }
}
