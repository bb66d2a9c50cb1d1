import { COUNTRIES, type ShippingAddress } from '@/lib/orders/schema'

/** An address as it stands on a parcel, line by line. */
export function addressLines(address: ShippingAddress): string[] {
  const { name, line1, line2, city, region, postalCode, country } = address
  const town = [city, region, postalCode].filter(Boolean).join(', ')
  return [name, line1, line2, town, COUNTRIES[country]].flatMap((line) => line || [])
}
