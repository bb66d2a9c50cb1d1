'use client'

import { ShoppingBag } from 'lucide-react'
import { useEarlyClick } from '@/components/ui/use-early-click'
import { formatCount, formatUnits } from '@/lib/core/format'
import { openCart } from './cart-drawer-state'
import { useCart } from './use-cart'

/** The header's way to the cart, with the number of units in it. */
export function CartButton() {
  const { count } = useCart()
  useEarlyClick('cart')
  const words = count === 0 ? 'Cart, empty' : `Cart, ${formatUnits(count, 'item')}`
  return (
    <button
      type="button"
      data-early="cart"
      onClick={openCart}
      aria-label={words}
      className="relative grid size-11 place-items-center rounded-full hover:text-accent"
    >
      <ShoppingBag aria-hidden strokeWidth={1.5} className="size-5" />
      {count > 0 && (
        <span
          aria-hidden
          className="figures absolute top-0.5 right-0 grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1 text-xs font-semibold text-on-accent"
        >
          {formatCount(count)}
        </span>
      )}
    </button>
  )
}
