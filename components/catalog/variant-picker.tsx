'use client'

import { useId } from 'react'
import { classNames } from '@/components/ui/class-names'
import { VARIANT_PARAM } from '@/lib/catalog/rules/chosen-variant'
import type { VariantView } from '@/lib/catalog/schema'
import type { Counts } from './use-availability'

/** Radio buttons in the dress of pills; one that is sold out can be looked at, not bought. */
export function VariantPicker({
  variants,
  counts,
  chosen,
  onChoose,
}: {
  variants: readonly VariantView[]
  counts: Counts | undefined
  chosen: string
  onChoose: (sku: string) => void
}) {
  const name = useId()
  const [option = 'Variant'] = Object.keys(variants[0]?.options ?? {})
  return (
    <fieldset>
      <legend className="text-sm font-medium">{option}</legend>
      <div className="mt-2 flex flex-wrap gap-2">
        {variants.map(({ sku, options }) => {
          const soldOut = counts?.get(sku)?.state === 'sold_out'
          return (
            <label
              key={sku}
              className={classNames(
                'inline-flex min-h-11 items-center rounded-full border px-4 text-[0.9375rem] transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
                // By what the browser has, so that a choice shows before the page is alive.
                'border-control hover:border-ink has-checked:border-ink has-checked:bg-ink has-checked:text-paper',
              )}
            >
              <input
                type="radio"
                data-early-choice={VARIANT_PARAM}
                name={name}
                value={sku}
                checked={sku === chosen}
                onChange={() => onChoose(sku)}
                className="sr-only"
              />
              <span className={classNames(soldOut && 'line-through decoration-1')}>
                {Object.values(options).join(', ')}
              </span>
              {soldOut && <span className="sr-only"> (sold out)</span>}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
