'use client'

import type { ReactNode } from 'react'
import type { Cart } from '@/lib/cart/schema'
import { CartLineRow } from './cart-line-row'
import { CartNotices } from './cart-notices'
import { isLapsed } from './lapsed'
import { optionsText } from './options-text'
import { UndoBar } from './undo-bar'
import { useCartEdits } from './use-cart-edits'

/** The lines of a cart with all that can be done to them; `empty` is shown when there are none. */
export function CartLines({ cart, empty }: { cart: Cart; empty: ReactNode }) {
  const { problems, removed, restored, setQuantity, remove, undo, holdAgain, refresh } = useCartEdits(cart)
  return (
    <div>
      <div className="mb-5 empty:hidden">
        <CartNotices cart={cart} onHoldAgain={holdAgain} />
      </div>
      {removed && (
        <UndoBar
          key={removed.sku}
          name={[removed.name, optionsText(removed.options)].filter(Boolean).join(', ')}
          onUndo={() => void undo()}
        />
      )}
      {removed && problems[removed.sku] && (
        <p role="alert" className="mb-5 text-sm font-medium text-danger">
          {problems[removed.sku]}
        </p>
      )}
      {cart.lines.length === 0 ? (
        empty
      ) : (
        <ul aria-label="In your cart">
          {cart.lines.map((line) => (
            <CartLineRow
              key={line.sku}
              line={line}
              lapsed={isLapsed(cart, line.sku)}
              problem={problems[line.sku]}
              takesFocus={line.sku === restored}
              onQuantity={(quantity) => setQuantity(line.sku, quantity)}
              onRemove={() => void remove(line)}
              onLapse={refresh}
            />
          ))}
        </ul>
      )}
    </div>
  )
}
