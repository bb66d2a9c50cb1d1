import { formatCount } from '@/lib/core/format'
import { type ParcelLines, ShipmentChange } from '@/lib/fulfillment/schema'

type Read = { kind: 'filled'; change: ShipmentChange } | { kind: 'faulty'; errors: Record<string, string> }

/** The parcel that a ship form describes, or what is wrong with it, by field. */
export function readParcel(
  fields: { get(name: string): unknown },
  { version, rest, isPart }: { version: number; rest: ParcelLines; isPart: boolean },
): Read {
  const errors: Record<string, string> = {}
  const lines = rest.flatMap(({ sku, quantity: most }) => {
    const units = Number(fields.get(`units ${sku}`) ?? most)
    if (!Number.isInteger(units) || units < 0 || units > most) {
      errors[sku] = `0 to ${formatCount(most)}`
      return [{ sku, quantity: most }]
    }
    return units > 0 ? [{ sku, quantity: units }] : []
  })
  const parsed = ShipmentChange.safeParse({
    action: 'ship',
    version,
    carrier: fields.get('carrier'),
    trackingNumber: fields.get('trackingNumber'),
    ...(isPart && { lines }),
  })
  for (const { path, message } of parsed.error?.issues ?? []) errors[path.join('.')] = message
  if (parsed.success && Object.keys(errors).length === 0) return { kind: 'filled', change: parsed.data }
  return { kind: 'faulty', errors }
}
