'use client'

import { Price } from '@/components/ui/price'
import type { Quote } from '@/lib/checkout/schema'
import type { ShippingMethod } from '@/lib/orders/schema'

interface MethodFieldsProps {
  methods: Quote['shippingMethods']
  chosen: ShippingMethod
  onChoose: (method: ShippingMethod) => void
}

/** How it travels, when it arrives, what that costs. */
export function MethodFields({ methods, chosen, onChoose }: MethodFieldsProps) {
  return (
    <div
      role="radiogroup"
      aria-label="Shipping method"
      className="rounded-card border border-control bg-surface"
    >
      {methods.map(({ id, name, promise, price }) => (
        <label
          key={id}
          className="flex items-center gap-3.5 border-b border-line px-4 py-3.5 last:border-b-0 has-checked:bg-[color-mix(in_srgb,var(--accent)_5%,transparent)]"
        >
          <input
            type="radio"
            name="shippingMethod"
            value={id}
            checked={id === chosen}
            onChange={() => onChoose(id)}
            className="size-4.5 shrink-0 accent-accent"
          />
          <span className="grow">
            <span className="block font-medium">{name}</span>
            <span className="block text-sm text-muted">{promise}</span>
          </span>
          {price.amount === 0 ? <span>Free</span> : <Price money={price} />}
        </label>
      ))}
    </div>
  )
}
