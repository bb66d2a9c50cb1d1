'use client'

import { Plus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { PageEdit, ProductDraft } from '@/lib/publishing/schema'
import { useField } from '../field-state'
import { moved, replaced, without } from '../fields/list-moves'
import { useRowKeys } from '../fields/use-row-keys'
import { FormSection } from '../form-section'
import { StockLog } from '../stock/stock-log'
import { useStock } from '../stock/use-stock'
import { newVariant, optionNames } from './option-names'
import { OptionsField } from './options-field'
import { VariantCard } from './variant-card'

const MOST = 50

interface SellingSectionProps {
  page: PageEdit
  /** SKUs that have been published, and stay what they are */
  fixed: ReadonlySet<string>
  variants: ProductDraft['variants']
  images: ProductDraft['images']
  onChange: (variants: ProductDraft['variants']) => void
}

/** What can be bought, at which price, and how many there are. */
export function SellingSection({ page, fixed, variants, images, onChange }: SellingSectionProps) {
  const { id, error } = useField('variants')
  const { keys, move, remove } = useRowKeys(variants.length)
  const stock = useStock(page.id, page.revision)
  const shift = (from: number, to: number) => {
    move(from, to)
    onChange(moved(variants, from, to))
  }
  const drop = (at: number) => {
    remove(at)
    onChange(without(variants, at))
    requestAnimationFrame(() => document.getElementById(id)?.focus())
  }
  return (
    <FormSection
      id="selling"
      title="Selling"
      about="Prices change for shoppers who have not begun to pay. Stock changes at once, without publishing."
    >
      <OptionsField names={optionNames(variants)} variants={variants} onChange={onChange} />
      <div id={id} tabIndex={-1} className="grid gap-4 outline-none">
        <ol className="grid gap-4" aria-label="Variants">
          {variants.map((variant, index) => (
            <li key={keys[index]}>
              <VariantCard
                at={index}
                count={variants.length}
                variant={variant}
                isFixed={fixed.has(variant.sku)}
                images={images}
                currency={page.currency}
                stock={stock}
                onChange={(next) => onChange(replaced(variants, index, next))}
                onMove={(to) => shift(index, to)}
                onRemove={() => drop(index)}
              />
            </li>
          ))}
        </ol>
        {variants.length === 0 && <p className="text-muted">Nothing to sell yet.</p>}
        {error && <p className="text-sm font-medium text-danger">{error}</p>}
      </div>
      <div>
        <Button
          tone="secondary"
          disabled={variants.length >= MOST}
          onClick={() =>
            onChange([
              ...variants,
              newVariant(
                variants,
                images.map(({ key }) => key),
              ),
            ])
          }
        >
          <Plus aria-hidden strokeWidth={1.5} className="size-4" /> Add a variant
        </Button>
      </div>
      <StockLog stock={stock} />
    </FormSection>
  )
}
