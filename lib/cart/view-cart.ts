import 'server-only'
import { variantsBySku } from '../catalog'
import type { SellableVariant } from '../catalog/schema'
import { SHOP_CURRENCY } from '../core/money'
import { type LineAvailability, NOT_AVAILABLE } from '../inventory'
import { clampedNotice, holdNotice, noLongerSoldNotice } from './rules/notices'
import type { Cart, CartLine, CartNotice } from './schema'
import type { StoredCart } from './store'

/**
 * A cart as its shopper sees it: today's prices, what is held and until when, and what the shopper should know. Lines that
 * are no longer sold are left out, with a notice.
 */
export async function viewCart(
  cart: StoredCart,
  about: {
    availability: ReadonlyMap<string, LineAvailability>
    clamped?: readonly { sku: string; left: number }[]
    /** variants that were just read */
    known?: readonly SellableVariant[]
  },
): Promise<Cart> {
  const clamped = about.clamped ?? []
  const skus = new Set([...cart.lines, ...clamped].map(({ sku }) => sku))
  const variants = await withVariants(skus, about.known ?? [])

  const lines: CartLine[] = []
  const notices: CartNotice[] = clamped.map(({ sku, left }) =>
    clampedNotice({ sku, left, name: variants.get(sku)?.name ?? sku }),
  )
  for (const { sku, quantity } of cart.lines) {
    const variant = variants.get(sku)
    if (!variant) {
      notices.push(noLongerSoldNotice(sku))
      continue
    }
    const available = about.availability.get(sku) ?? NOT_AVAILABLE
    lines.push(toLine(variant, quantity, available))
    const notice = holdNotice({ ...available, sku, name: variant.name, quantity })
    if (notice) notices.push(notice)
  }
  return {
    id: cart.id,
    version: cart.version,
    lines,
    subtotal: {
      amount: lines.reduce((sum, { lineTotal }) => sum + lineTotal.amount, 0),
      currency: lines[0]?.unitPrice.currency ?? SHOP_CURRENCY,
    },
    holdExpiresAt: lines.flatMap(({ holdExpiresAt }) => holdExpiresAt ?? []).sort()[0] ?? null,
    notices,
  }
}

async function withVariants(skus: ReadonlySet<string>, known: readonly SellableVariant[]) {
  const missing = [...skus].filter((sku) => !known.some((variant) => variant.sku === sku))
  const read = await variantsBySku(missing)
  for (const variant of known) read.set(variant.sku, variant)
  return read
}

function toLine(
  variant: SellableVariant,
  quantity: number,
  { held: units, expiresAt }: LineAvailability,
): CartLine {
  const { sku, slug, name, photo, options, price, currency } = variant
  const held = Math.min(quantity, units ?? 0)
  return {
    sku,
    slug,
    name,
    image: photo,
    options,
    unitPrice: { amount: price, currency },
    quantity,
    lineTotal: { amount: price * quantity, currency },
    held,
    holdExpiresAt: held > 0 ? (expiresAt?.toISOString() ?? null) : null,
  }
}
