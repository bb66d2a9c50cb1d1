'use client'

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import type { ProductDraft } from '@/lib/publishing/schema'
import { useField } from '../field-state'
import { IconButton } from '../fields/icon-button'
import { MoneyInput } from '../fields/money-input'
import { Switch } from '../fields/switch'
import { TextInput } from '../fields/text-input'
import { StockCell } from '../stock/stock-cell'
import type { Stock } from '../stock/use-stock'
import { VariantPhoto } from './variant-photo'

type Variant = ProductDraft['variants'][number]

interface VariantCardProps {
  at: number
  count: number
  variant: Variant
  /** it was published once: its SKU is on orders and labels, so it stays */
  isFixed: boolean
  images: ProductDraft['images']
  currency: string
  stock: Stock
  onChange: (variant: Variant) => void
  onMove: (to: number) => void
  onRemove: () => void
}

/** One thing that can be bought. */
export function VariantCard({
  at,
  count,
  variant,
  isFixed,
  images,
  currency,
  stock,
  onChange,
  onMove,
  onRemove,
}: VariantCardProps) {
  const set = (part: Partial<Variant>) => onChange({ ...variant, ...part })
  const name = Object.values(variant.options).filter(Boolean).join(', ') || variant.sku || `Variant ${at + 1}`
  const path = (field: string) => `variants.${at}.${field}`
  const options = useField(path('options'))
  return (
    <div role="group" aria-label={name} className="grid gap-4 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-2">
        <p className="font-medium">{name}</p>
        <div className="-mr-2 ml-auto flex items-center">
          <IconButton
            label={`Move ${name} up`}
            icon={ArrowUp}
            off={at === 0}
            onClick={() => onMove(at - 1)}
          />
          <IconButton
            label={`Move ${name} down`}
            icon={ArrowDown}
            off={at === count - 1}
            onClick={() => onMove(at + 1)}
          />
          {!isFixed && <IconButton label={`Remove ${name}`} icon={Trash2} onClick={onRemove} />}
        </div>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {Object.entries(variant.options).map(([option, value]) => (
          <TextInput
            key={option}
            path={path(`options.${option}`)}
            label={option}
            most={60}
            value={value}
            onChange={(next) => set({ options: { ...variant.options, [option]: next } })}
          />
        ))}
        <MoneyInput
          path={path('price')}
          label="Price"
          amount={variant.price}
          currency={currency}
          onChange={(price) => set({ price })}
        />
        <TextInput
          path={path('sku')}
          label="SKU"
          hint={
            isFixed
              ? 'Orders and labels name it, so it stays.'
              : 'Like ARC-BRS. It stays once it is published.'
          }
          readOnly={isFixed}
          autoCapitalize="characters"
          spellCheck={false}
          most={32}
          inputClassName={isFixed ? 'bg-paper text-muted' : 'uppercase'}
          value={variant.sku}
          onChange={(sku) => set({ sku: sku.toUpperCase() })}
        />
      </div>
      {options.error && (
        <p id={options.id} tabIndex={-1} className="text-sm font-medium text-danger">
          {options.error}
        </p>
      )}
      <VariantPhoto
        path={path('imageKey')}
        images={images}
        chosen={variant.imageKey}
        onChoose={(imageKey) => set({ imageKey })}
      />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t border-line pt-2">
        <Switch label="For sale" isOn={variant.active} onChange={(active) => set({ active })} />
        <StockCell sku={variant.sku} name={name} isPublished={isFixed} stock={stock} />
      </div>
    </div>
  )
}
