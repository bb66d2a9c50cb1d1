'use client'

import { type ReactNode, useState } from 'react'
import { asProblem } from '@/components/api/problem'
import { Notice } from '@/components/ui/notice'
import type { Board, ShipmentChange, ShipmentView } from '@/lib/fulfillment/schema'
import { DeadLetter } from './dead-letter'
import { OrderFinder } from './order-finder'
import { ShipmentCard } from './shipment-card'
import { useBoard } from './use-board'

/** To pick, packed, shipped, needs attention: what a tablet on a packing table shows. */
export function WarehouseBoard({ initial }: { initial: Board }) {
  const { board, error, change, replay } = useBoard(initial)
  const [found, setFound] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)

  const attempt = async (work: () => Promise<unknown>) => {
    setRefusal(null)
    try {
      await work()
    } catch (thrown) {
      setRefusal(asProblem(thrown).detail)
    }
  }
  const card = (shipment: ShipmentView) => (
    <ShipmentCard
      key={shipment.id}
      shipment={shipment}
      isFound={found === shipment.orderNumber}
      onChange={(wish: ShipmentChange) => attempt(() => change(shipment.id, wish))}
    />
  )
  const all = [...board.toPick, ...board.packed, ...board.shipped]

  return (
    <div className="grid gap-6">
      <OrderFinder numbers={all.map(({ orderNumber }) => orderNumber)} onFind={setFound} />
      {refusal && <Notice tone="danger">{refusal}</Notice>}
      {error && !refusal && <Notice tone="warning">The board is not current: {error.detail}</Notice>}
      <div className="grid items-start gap-6 md:grid-cols-2 xl:grid-cols-4">
        <Column title="To pick" count={board.toPick.length} empty="Nothing to pick. Well done.">
          {board.toPick.map(card)}
        </Column>
        <Column title="Packed" count={board.packed.length} empty="Nothing waits for a carrier.">
          {board.packed.map(card)}
        </Column>
        <Column title="Shipped" count={board.shipped.length} empty="Nothing shipped yet.">
          {board.shipped.map(card)}
        </Column>
        <Column title="Needs attention" count={board.deadLetters.length} empty="Nothing went wrong.">
          {board.deadLetters.map((letter) => (
            <DeadLetter key={letter.id} letter={letter} onReplay={() => attempt(() => replay(letter.id))} />
          ))}
        </Column>
      </div>
    </div>
  )
}

function Column({
  title,
  count,
  empty,
  children,
}: {
  title: string
  count: number
  empty: string
  children: ReactNode
}) {
  return (
    <section aria-label={title} className="grid gap-3">
      <h2 className="flex items-baseline justify-between border-b border-line pb-2 font-medium">
        {title} <span className="figures text-sm text-muted">{count}</span>
      </h2>
      {count === 0 ? (
        <p className="text-sm text-muted">{empty}</p>
      ) : (
        <ul className="grid gap-3">{children}</ul>
      )}
    </section>
  )
}
