import type { ReactNode } from 'react'
import { CartDrawer } from '@/components/cart/cart-drawer'
import { ShopFooter } from '@/components/shop/footer'
import { ShopHeader } from '@/components/shop/header'
import type { CategoryLink } from '@/lib/catalog/schema'

/** What stands around every page of the shop: header, footer, and the cart that slides in. */
export function ShopFrame({
  categories,
  children,
}: {
  categories: readonly CategoryLink[]
  children: ReactNode
}) {
  return (
    <>
      <div className="flex min-h-dvh flex-col">
        <ShopHeader categories={categories} />
        <main id="main" tabIndex={-1} className="grow outline-none">
          {children}
        </main>
        <ShopFooter categories={categories} />
      </div>
      <CartDrawer />
    </>
  )
}
