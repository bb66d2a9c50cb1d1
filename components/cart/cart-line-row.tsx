'use client'

import Link from 'next/link'
import { useEffect, useId, useRef } from 'react'
import { Picture } from '@/components/catalog/picture'
import { Price } from '@/components/ui/price'
import { Stepper } from '@/components/ui/stepper'
import { VARIANT_PARAM } from '@/lib/catalog/rules/chosen-variant'
import { MAX_UNITS_PER_LINE } from '@/lib/cart/rules/line-quantity'
import type { CartLine } from '@/lib/cart/schema'
import { productPath } from '@/lib/core/paths'
import { LineHold } from './line-hold'
import { optionsText } from './options-text'

interface CartLineRowProps {
  line: CartLine
  lapsed: boolean
  /** why the last change of this line was not made */
  problem: string | undefined
  takesFocus: boolean
  onQuantity: (quantity: number) => void
  onRemove: () => void
  onLapse: () => void
}

export function CartLineRow({
  line,
  lapsed,
  problem,
  takesFocus,
  onQuantity,
  onRemove,
  onLapse,
}: CartLineRowProps) {
  const nameId = useId()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (takesFocus) row.current?.focus({ preventScroll: true })
  }, [takesFocus])
  const path = `${productPath(line.slug)}?${VARIANT_PARAM}=${line.sku}`
  const options = optionsText(line.options)
  const full = options ? `${line.name}, ${options}` : line.name
  return (
    <li
      ref={row}
      tabIndex={-1}
      aria-labelledby={nameId}
      className="grid grid-cols-[5.5rem_1fr] gap-x-4 border-b border-line py-5 first:pt-0 last:border-b-0 sm:grid-cols-[6.5rem_1fr] sm:gap-x-5"
    >
      <Link href={path} prefetch={false} tabIndex={-1} aria-hidden>
        {line.image ? (
          <Picture photo={line.image} alt="" sizes="6.5rem" />
        ) : (
          <span className="block aspect-[4/5] bg-backdrop" />
        )}
      </Link>
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex items-baseline justify-between gap-4">
          <h3 id={nameId} className="min-w-0 font-medium">
            <Link href={path} prefetch={false} className="hover:text-accent">
              {line.name}
            </Link>
          </h3>
          <Price money={line.lineTotal} className="font-medium" />
        </div>
        <p className="text-sm text-muted">
          {options}
          {line.quantity > 1 && (
            <>
              {options && ' · '}
              <Price money={line.unitPrice} /> each
            </>
          )}
        </p>
        <LineHold line={line} lapsed={lapsed} onLapse={onLapse} />
        <div className="mt-auto flex items-center justify-between gap-4 pt-3">
          <Stepper
            label={`Quantity of ${full}`}
            value={line.quantity}
            max={MAX_UNITS_PER_LINE}
            onChange={onQuantity}
            size="sm"
          />
          <button
            type="button"
            onClick={onRemove}
            aria-label={`Remove ${full}`}
            className="link -my-2 py-2 text-sm text-muted hover:text-ink"
          >
            Remove
          </button>
        </div>
        <p role="status" className="text-sm font-medium text-danger">
          {problem}
        </p>
      </div>
    </li>
  )
}
