'use client'

import type { ReactNode } from 'react'
import { optionsText } from '@/components/cart/options-text'
import { buttonLook } from '@/components/ui/button-look'
import { DocumentLink } from '@/components/ui/document-link'
import { Price } from '@/components/ui/price'
import { COUNTRIES, type OrderView, type ShippingAddress } from '@/lib/orders/schema'
import { OrderPhoto } from './order-photo'
import { OrderSteps } from './order-steps'
import { OrderTotals } from './order-totals'
import { stepsDone, wordsOfOrder } from './order-words'
import { useOrder } from './use-order'

const METHODS: Record<OrderView['shippingMethod'], string> = { standard: 'Standard', express: 'Express' }

/** An order as the one who placed it sees it; its status moves while one looks. */
export function OrderPage({ order: initial }: { order: OrderView }) {
  const order = useOrder(initial)
  const { title, next } = wordsOfOrder(order)
  const done = stepsDone(order)
  return (
    <div className="grid items-start gap-x-16 gap-y-12 lg:grid-cols-[1fr_25rem]">
      <div className="min-w-0">
        <p className="figures text-muted">Order {order.number}</p>
        <h1 className="display-type mt-2 text-title">{title}</h1>
        <p role="status" className="mt-4 max-w-[52ch] text-lg text-muted">
          {next}
        </p>
        {order.status !== 'paid' && order.status !== 'canceled' && (
          <DocumentLink href="/checkout" className={`mt-6 ${buttonLook({})}`}>
            Back to checkout
          </DocumentLink>
        )}
        {done !== null && (
          <div className="mt-10 max-w-xl">
            <OrderSteps done={done} />
          </div>
        )}
        <Tracking shipment={order.shipment} />
        <dl className="mt-12 grid gap-8 border-t border-line pt-8 sm:grid-cols-3">
          <Fact name="Goes to">
            <Address address={order.shippingAddress} />
          </Fact>
          <Fact name="Travels">{METHODS[order.shippingMethod]}</Fact>
          <Fact name="Contact">
            <span className="break-words">{order.email}</span>
          </Fact>
        </dl>
      </div>
      <OrderContents order={order} />
    </div>
  )
}

function OrderContents({ order }: { order: OrderView }) {
  return (
    <section aria-labelledby="contents" className="rounded-card border border-line bg-surface p-6">
      <h2 id="contents" className="font-medium">
        What is in it
      </h2>
      <ul className="mt-5 grid gap-4">
        {order.lines.map(({ sku, name, options, imageKey, quantity, lineTotal }) => (
          <li key={sku} className="grid grid-cols-[4rem_1fr_auto] items-center gap-4">
            <OrderPhoto imageKey={imageKey} />
            <div className="min-w-0">
              <p className="font-medium">{name}</p>
              <p className="text-sm text-muted">
                {[optionsText(options), quantity > 1 && `${quantity} pieces`].filter(Boolean).join(' · ')}
              </p>
            </div>
            <Price money={lineTotal} />
          </li>
        ))}
      </ul>
      <div className="mt-6 border-t border-line pt-5">
        <OrderTotals {...order} />
      </div>
    </section>
  )
}

function Tracking({ shipment }: { shipment: OrderView['shipment'] }) {
  if (shipment.status !== 'shipped') return null
  const { carrier, trackingNumber } = shipment
  return (
    <dl className="mt-8 inline-grid grid-cols-[auto_auto] gap-x-10 gap-y-1 rounded-card border border-line bg-surface px-5 py-4">
      {carrier && <Fact name="Carrier">{carrier}</Fact>}
      {trackingNumber && (
        <Fact name="Tracking number">
          <span className="figures font-medium select-all">{trackingNumber}</span>
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="mt-1">{children}</dd>
    </div>
  )
}

function Address({ address }: { address: ShippingAddress }) {
  const { name, line1, line2, city, region, postalCode, country } = address
  const lines = [name, line1, line2, [city, region, postalCode].filter(Boolean).join(' '), COUNTRIES[country]]
  return (
    <address className="not-italic">
      {lines.filter(Boolean).map((line, index) => (
        <span key={index} className="block">
          {line}
        </span>
      ))}
    </address>
  )
}
