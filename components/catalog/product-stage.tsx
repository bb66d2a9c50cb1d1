'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { asProblem } from '@/components/api-client/problem'
import { openCart } from '@/components/cart/cart-drawer-state'
import { useCart } from '@/components/cart/use-cart'
import { Button } from '@/components/ui/button'
import { Price } from '@/components/ui/price'
import { Stepper } from '@/components/ui/stepper'
import { MAX_UNITS_PER_LINE } from '@/lib/cart/rules/line-quantity'
import type { ProductView } from '@/lib/catalog/schema'
import { categoryPath } from '@/lib/core/paths'
import { Gallery } from './gallery'
import { LiveLine } from './live-line'
import { AskForOne } from './ask-for-one'
import { type AvailabilityLabel, availabilityLabel } from './availability-label'
import { useAvailability } from './use-availability'
import { useVariant } from './use-variant'
import { VariantPicker } from './variant-picker'

const EVERY_MS = 2_000
const DRAFT_WORDS: AvailabilityLabel = {
  tone: 'neutral',
  count: null,
  before: 'A draft: the live count stands here once it is public.',
  after: '',
  action: 'Add to cart',
}

/** What a page needs of a product to sell it; the rest of the words come as `children`. */
type Sold = Pick<ProductView, 'slug' | 'name' | 'tagline' | 'category' | 'photos' | 'variants'>

/**
 * The product as one buys it: photographs, variant, live count, Add to cart. `children` are the words about it. A draft
 * is only looked at: nothing of it is asked for or put in a cart.
 */
export function ProductStage({
  product,
  isDraft = false,
  children,
}: {
  product: Sold
  isDraft?: boolean
  children: ReactNode
}) {
  const { slug, name, tagline, category, photos, variants } = product
  const { variant, choose, now } = useVariant(slug, variants)
  const counts = useAvailability(isDraft ? [] : variants.map(({ sku }) => sku), EVERY_MS)
  const [quantity, setQuantity] = useState(1)
  const [adding, setAdding] = useState(false)
  const [problem, setProblem] = useState<string>()
  const { cart, addLine } = useCart()
  if (!variant) return null

  const price = { amount: variant.price, currency: variant.currency }
  const item = counts?.get(variant.sku)
  const own = cart?.lines.find(({ sku }) => sku === variant.sku)?.held ?? 0
  const words = isDraft ? DRAFT_WORDS : availabilityLabel(item, own)
  const canAdd = !isDraft && words.action === 'Add to cart'
  const most = Math.max(1, Math.min(MAX_UNITS_PER_LINE, item?.available ?? MAX_UNITS_PER_LINE))
  const wanted = Math.min(quantity, most)

  async function add() {
    if (!variant) return
    setAdding(true)
    setProblem(undefined)
    try {
      const { sku, options, imageKey, price: amount, currency } = now() ?? variant
      const image = photos.find(({ key }) => key === imageKey) ?? null
      const preview = { slug, name, image, options, unitPrice: { amount, currency } }
      await addLine({ sku, quantity: wanted, preview })
      setQuantity(1)
      openCart()
    } catch (thrown) {
      setProblem(asProblem(thrown).detail)
    } finally {
      setAdding(false)
    }
  }
  const addButton = (block: boolean) => (
    <Button size="lg" block={block} busy={adding} disabled={!canAdd} early="add" onClick={() => void add()}>
      {words.action}
    </Button>
  )

  return (
    <div className="shell py-4 md:py-8">
      <nav aria-label="Where you are" className="mb-4 text-sm text-muted">
        <Link href={categoryPath(category.slug)} prefetch={false} className="hover:text-ink">
          {category.name}
        </Link>{' '}
        / <span aria-current="page">{name}</span>
      </nav>
      <div className="grid gap-8 lg:grid-cols-12 lg:gap-12">
        <div className="lg:col-span-7">
          <Gallery slug={slug} photos={photos} shownKey={variant.imageKey} />
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
            <LiveLine words={words} />
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
              {words.action === 'In other carts' && <AskForOne busy={adding} onAsk={() => void add()} />}
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
