import '@/app/globals.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ShopFrame } from '@/components/shop/shop-frame'
import { Document } from '@/components/ui/document'
import { listCategories } from './_data/catalog'
import { shopMetadata } from './_pages/shop-metadata'

export { documentViewport as viewport } from '@/components/ui/document'

export const generateMetadata = (): Metadata => shopMetadata()

/** The shop's document: made once for everyone, so nothing here may read a cookie or a header. */
export default async function ShopLayout({ children }: { children: ReactNode }) {
  return (
    <Document>
      <ShopFrame categories={await listCategories()}>{children}</ShopFrame>
    </Document>
  )
}
