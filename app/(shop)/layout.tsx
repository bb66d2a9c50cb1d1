import '@/app/globals.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { CartDrawer } from '@/components/cart/cart-drawer'
import { ShopFooter } from '@/components/shop/footer'
import { ShopHeader } from '@/components/shop/header'
import { Document } from '@/components/ui/document'
import { serverConfig } from '@/lib/config/server'
import { listCategories } from './_data/catalog'

export { documentViewport as viewport } from '@/components/ui/document'

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(serverConfig().APP_URL),
    title: { default: 'Fiftyone: objects for the home', template: '%s · Fiftyone' },
    description: 'Objects for the home: few, well made, and honestly counted.',
    openGraph: { siteName: 'Fiftyone', type: 'website' },
  }
}

/** The shop's document: made once for everyone, so nothing here may read a cookie or a header. */
export default async function ShopLayout({ children }: { children: ReactNode }) {
  const categories = await listCategories()
  return (
    <Document>
      <div className="flex min-h-dvh flex-col">
        <ShopHeader categories={categories} />
        <main id="main" tabIndex={-1} className="grow outline-none">
          {children}
        </main>
        <ShopFooter categories={categories} />
      </div>
      <CartDrawer />
    </Document>
  )
}
