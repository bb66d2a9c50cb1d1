'use client'

import type { ReactNode } from 'react'
import { OrderTotals } from '@/components/checkout/order-totals'
import { classNames } from '@/components/ui/class-names'
import { DocumentLink } from '@/components/ui/document-link'
import { Price } from '@/components/ui/price'
import { formatCount } from '@/lib/core/format'
import { productPath } from '@/lib/core/paths'
import { addressLines } from '@/lib/core/postal-address'
import { SHIPPING_METHODS } from '@/lib/orders/rules/shipping-methods'
import type { OrderView } from '@/lib/orders/schema'
import { CancelOrder } from './cancel-order'
import { Parcels } from './parcels'
import { mayCancel, orderProgress, type Step } from './order-progress'
import { useOrder } from './use-order'

interface OrderPageProps {
  initial: OrderView
  /** where the order is asked for again; by its number unless given */
  url?: string
  /** what else can be done with it */
  children?: ReactNode
}

/** An order from "placed" to "on its way", live. Holders of a link see it without the e-mail and the address. */
export function OrderPage({ initial, url = `/api/orders/${initial.number}`, children }: OrderPageProps) {
  const { order, show } = useOrder(initial, url)
  const { title, next, steps } = orderProgress(order)
  const { number, email, shippingAddress } = order
  const isOwn = url === `/api/orders/${number}`
  return (
    <div className="grid gap-10 lg:grid-cols-12 lg:gap-12">
      <div className="grid content-start gap-8 lg:col-span-7">
        <div role="status" className="grid gap-3">
          <h1 className="display-type text-title">{title}</h1>
          <p className="text-lg text-muted">{next}</p>
        </div>
        {steps.length > 0 && <Progress steps={steps} />}
        <Parcels order={order} />
        <dl className="grid gap-6 border-t border-line pt-6 sm:grid-cols-2">
          <Fact name="Order number">
            <span className="figures">{number}</span>
          </Fact>
          {email && <Fact name="Email">{email}</Fact>}
          {shippingAddress && (
            <Fact name="Goes to">
              {addressLines(shippingAddress).map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              ))}
            </Fact>
          )}
          <Fact name="Travels">{SHIPPING_METHODS[order.shippingMethod].name}</Fact>
        </dl>
        {isOwn && mayCancel(order) && (
          <CancelOrder number={number} onCanceled={(canceled) => void show(canceled)} />
        )}
        {children}
      </div>
      <aside aria-label="What you ordered" className="lg:col-span-5">
        <div className="grid gap-6 rounded-card border border-line bg-surface p-6">
          <ul className="grid gap-4">
            {order.lines.map((line) => (
              <li key={line.sku} className="grid grid-cols-[4rem_1fr_auto] items-center gap-4">
                <picture className="bg-backdrop">
                  <source type="image/avif" srcSet={`/photos/${line.imageKey}-320.avif`} />
                  <img src={`/photos/${line.imageKey}-320.webp`} alt="" width={64} height={80} />
                </picture>
                <span>
                  <DocumentLink href={productPath(line.slug)} className="font-medium hover:text-accent">
                    {line.name}
                  </DocumentLink>
                  <span className="block text-sm text-muted">
                    {Object.values(line.options).join(', ')}
                    {line.quantity > 1 && ` · ${formatCount(line.quantity)} of them`}
                  </span>
                </span>
                <Price money={line.lineTotal} />
              </li>
            ))}
          </ul>
          <div className="border-t border-line pt-5">
            <OrderTotals {...order} />
          </div>
        </div>
        <DocumentLink href="/" className="link mt-6 inline-block">
          Back to the shop
        </DocumentLink>
      </aside>
    </div>
  )
}

function Progress({ steps }: { steps: readonly Step[] }) {
  return (
    <ol aria-label="Where it is" className="grid grid-cols-4 gap-2">
      {steps.map(({ name, done }) => (
        <li
          key={name}
          className={classNames(
            'border-t-2 pt-2 text-sm',
            done ? 'border-live font-medium' : 'border-line text-muted',
          )}
        >
          {name}
          <span className="sr-only">{done ? ', done' : ', to come'}</span>
        </li>
      ))}
    </ol>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-1">{children}</dd>
    </div>
  )
}
