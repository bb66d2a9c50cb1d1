import 'server-only'
import { variantsBySku } from '../catalog'
import type { SellableVariant } from '../catalog/schema'
import { SHOP_CURRENCY } from '../core/money'
import type { CartStanding } from '../inventory'
import { clampedNotice, holdNotice, noLongerSoldNotice } from './rules/notices'
import type { Cart, CartLine, CartNotice } from './schema'
import type { StoredCart } from './store'

/**
 * A cart as its shopper sees it: today's prices, what is held and until when, and what the shopper should know. Lines that
 * are no longer sold are left out and told.
 */
export async function viewCart(
  cart: StoredCart,
  about: {
    standing: ReadonlyMap<string, CartStanding>
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
    const standing = about.standing.get(sku) ?? {
      held: 0,
      expiresAt: null,
      available: 0,
      taken: false,
      payable: 0,
    }
    lines.push(toLine(variant, quantity, standing))
    const notice = holdNotice({ sku, name: variant.name, quantity, ...standing })
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

function toLine(variant: SellableVariant, quantity: number, standing: CartStanding): CartLine {
  const { sku, slug, name, photo, options, price, currency } = variant
  const held = Math.min(quantity, standing.held ?? 0)
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
    holdExpiresAt: held > 0 ? (standing.expiresAt?.toISOString() ?? null) : null,
  }
}
