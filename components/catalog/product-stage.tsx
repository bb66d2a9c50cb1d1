'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { asProblem } from '@/components/api/problem'
import { openCart } from '@/components/cart/cart-drawer-state'
import { useCart } from '@/components/cart/use-cart'
import { Button } from '@/components/ui/button'
import { Price } from '@/components/ui/price'
import { Stepper } from '@/components/ui/stepper'
import { MAX_UNITS_PER_LINE } from '@/lib/cart/schema'
import type { ProductView } from '@/lib/catalog/schema'
import { Gallery } from './gallery'
import { LiveLine } from './live-line'
import { liveWords } from './live-words'
import { useAvailability } from './use-availability'
import { useVariant } from './use-variant'
import { VariantPicker } from './variant-picker'

const EVERY_MS = 2_000

/** The product as one buys it: photographs, variant, live count, Add to cart. `children` are the words about it. */
export function ProductStage({ product, children }: { product: ProductView; children: ReactNode }) {
  const { slug, name, tagline, category, photos, variants } = product
  const [variant, choose] = useVariant(slug, variants)
  const counts = useAvailability(
    variants.map(({ sku }) => sku),
    EVERY_MS,
  )
  const [quantity, setQuantity] = useState(1)
  const [adding, setAdding] = useState(false)
  const [problem, setProblem] = useState<string>()
  const { addLine } = useCart()
  if (!variant) return null

  const price = { amount: variant.price, currency: variant.currency }
  const item = counts?.get(variant.sku)
  const { canAdd } = liveWords(item)
  const most = Math.max(1, Math.min(MAX_UNITS_PER_LINE, item?.available ?? MAX_UNITS_PER_LINE))
  const wanted = Math.min(quantity, most)

  const add = async () => {
    setAdding(true)
    setProblem(undefined)
    try {
      const image = photos.find(({ key }) => key === variant.imageKey) ?? null
      const preview = { slug, name, image, options: variant.options, unitPrice: price }
      await addLine({ sku: variant.sku, quantity: wanted, preview })
      setQuantity(1)
      openCart()
    } catch (thrown) {
      setProblem(asProblem(thrown).detail)
    } finally {
      setAdding(false)
    }
  }
  const words = item?.state === 'sold_out' ? 'Sold out' : canAdd ? 'Add to cart' : 'In other carts'
  const addButton = (block: boolean) => (
    <Button size="lg" block={block} busy={adding} disabled={!canAdd} onClick={() => void add()}>
      {words}
    </Button>
  )

  return (
    <div className="shell py-4 md:py-8">
      <nav aria-label="Where you are" className="mb-4 text-sm text-muted">
        <Link href={`/c/${category.slug}`} prefetch={false} className="hover:text-ink">
          {category.name}
        </Link>{' '}
        / <span aria-current="page">{name}</span>
      </nav>
      <div className="grid gap-8 lg:grid-cols-12 lg:gap-12">
        <div className="lg:col-span-7">
          <Gallery photos={photos} shownKey={variant.imageKey} />
        </div>
        <div className="lg:col-span-5">
          <div className="grid gap-6 lg:sticky lg:top-24">
            <div>
              <h1 className="display-type text-title">{name}</h1>
              <p className="mt-2 text-lg text-muted">{tagline}</p>
              <p className="mt-4 text-heading">
                <Price money={price} className="display-type" />
              </p>
            </div>
            <VariantPicker variants={variants} counts={counts} chosen={variant.sku} onChoose={choose} />
            <LiveLine item={item} />
            <div className="grid gap-3">
              <div className="flex flex-wrap items-center gap-3">
                <Stepper
                  label={`Quantity of ${name}`}
                  value={wanted}
                  max={most}
                  onChange={setQuantity}
                  disabled={!canAdd}
                />
                <div className="grow">{addButton(true)}</div>
              </div>
              {problem && (
                <p role="alert" className="font-medium text-danger">
                  {problem}
                </p>
              )}
              <p className="text-sm text-muted">
                Dispatched within one working day. Held for you while it is in your cart.
              </p>
            </div>
            <div className="grid gap-6 border-t border-line pt-6">{children}</div>
          </div>
        </div>
      </div>
      <div className="fixed inset-x-0 bottom-0 z-20 flex items-center justify-between gap-4 border-t border-line bg-paper px-4 py-3 lg:hidden">
        <span>
          <span className="block text-sm text-muted">{Object.values(variant.options).join(', ')}</span>
          <Price money={price} className="font-medium" />
        </span>
        {addButton(false)}
      </div>
    </div>
  )
}
