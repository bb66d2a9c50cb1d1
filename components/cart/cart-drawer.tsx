'use client'

import type { MouseEvent } from 'react'
import { buttonLook } from '@/components/ui/button-look'
import { DocumentLink } from '@/components/ui/document-link'
import { Drawer } from '@/components/ui/drawer'
import { Price } from '@/components/ui/price'
import { closeCart, useCartIsOpen } from './cart-drawer-state'
import { CartLines } from './cart-lines'
import { CartLinesSkeleton, CartUnreachable, EmptyCart } from './cart-states'
import { useCart } from './use-cart'

/** The cart beside the page. Mount it once in the shop's layout; `openCart()` shows it. */
export function CartDrawer() {
  const open = useCartIsOpen()
  return (
    <Drawer open={open} onClose={closeCart} title="Your cart" footer={open && <DrawerFooter />}>
      {open && (
        <div onClick={closeBehindLink}>
          <DrawerBody />
        </div>
      )}
    </Drawer>
  )
}

/** A link out of the drawer leads to another page in the same document: the drawer must not stay over it. */
function closeBehindLink({ target }: MouseEvent) {
  if (target instanceof Element && target.closest('a')) closeCart()
}

function DrawerBody() {
  const { cart, error, refresh } = useCart({ watch: true })
  if (!cart) {
    return error ? (
      <CartUnreachable detail={error.detail} onRetry={() => void refresh()} />
    ) : (
      <CartLinesSkeleton lines={1} />
    )
  }
  return <CartLines cart={cart} empty={<EmptyCart onContinue={closeCart} />} />
}

function DrawerFooter() {
  const { cart } = useCart()
  if (!cart || cart.lines.length === 0) return null
  return (
    <div className="grid gap-4">
      <p className="flex items-baseline justify-between gap-4">
        <span>
          Subtotal <span className="text-sm text-muted">before shipping and tax</span>
        </span>
        <Price money={cart.subtotal} className="text-lg font-medium" />
      </p>
      <DocumentLink href="/checkout" className={buttonLook({ size: 'lg', block: true })}>
        Check out
      </DocumentLink>
      <DocumentLink href="/cart" className={buttonLook({ tone: 'quiet', block: true })}>
        View cart
      </DocumentLink>
    </div>
  )
}
