'use client'

import Link from 'next/link'
import { useRef, useState } from 'react'
import { asProblem } from '@/components/api/problem'
import { buttonLook } from '@/components/ui/button-look'
import { classNames } from '@/components/ui/class-names'
import { Notice } from '@/components/ui/notice'
import type { Board, ShipmentChange, ShipmentView } from '@/lib/fulfillment/schema'
import { changeInWords } from './change-words'
import { Column } from './column'
import { DeadLetter } from './dead-letter'
import { OrderFinder } from './order-finder'
import { ShipmentCard } from './shipment-card'
import { useBoard } from './use-board'

/**
 * To pick, packed, shipped, needs attention: what a tablet on a packing table shows. Whoever has a scanner needs nothing
 * else: a number and Enter leads to the next step of its order, and after the step the finder waits for the next number.
 */
export function WarehouseBoard({ initial }: { initial: Board }) {
  const { board, error, change, replay } = useBoard(initial)
  const [found, setFound] = useState<{ number: string; at: number } | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [done, setDone] = useState('')
  const finder = useRef<HTMLInputElement>(null)

  const attempt = async (work: () => Promise<unknown>, words: string) => {
    setRefusal(null)
    try {
      await work()
      setDone(words)
      setFound(null)
      finder.current?.focus()
      return true
    } catch (thrown) {
      setRefusal(asProblem(thrown).detail)
      return false
    }
  }
  const card = (shipment: ShipmentView) => (
    <ShipmentCard
      key={shipment.id}
      shipment={shipment}
      foundAt={found?.number === shipment.orderNumber ? found.at : null}
      onChange={(wish: ShipmentChange) =>
        attempt(() => change(shipment.id, wish), changeInWords(shipment.orderNumber, wish))
      }
    />
  )
  const { toPick, packed, shipped, attention, deadLetters } = board
  const all = [...toPick, ...packed, ...attention, ...shipped]
  const troubles = attention.length + deadLetters.length

  return (
    <div className="grid gap-6">
      <div className="sticky top-0 z-10 -mx-4 grid gap-3 border-b border-line bg-paper px-4 py-3 md:-mx-6 md:px-6">
        <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,28rem)_1fr]">
          <OrderFinder
            ref={finder}
            numbers={all.map(({ orderNumber }) => orderNumber)}
            onFind={(number) => setFound(number ? { number, at: Date.now() } : null)}
          />
          <p role="status" className="min-h-6 text-sm text-live sm:pb-3">
            {done}
          </p>
        </div>
        {refusal && <Notice tone="danger">{refusal}</Notice>}
        {error && !refusal && <Notice tone="warning">The board is not current: {error.detail}</Notice>}
      </div>
      <div className="grid items-start gap-x-6 gap-y-8 md:grid-cols-2 xl:grid-cols-4">
        <Column
          title="To pick"
          count={toPick.length}
          empty="Nothing to pick. New orders show up here by themselves."
          action={
            toPick.length > 0 && (
              <Link
                href="/warehouse/pick-list"
                className={classNames(buttonLook({ tone: 'quiet' }), '-mr-4 md:-mr-5')}
              >
                Pick list
              </Link>
            )
          }
        >
          {toPick.map(card)}
        </Column>
        {/* One beside the other on a tablet, four on a desk. */}
        <div className="grid min-w-0 content-start gap-y-8 xl:contents">
          <Column
            title="Needs attention"
            count={troubles}
            empty="Nothing went wrong."
            className={troubles === 0 ? 'order-last' : 'xl:order-last'}
          >
            {attention.map(card)}
            {deadLetters.map((letter) => (
              <DeadLetter
                key={letter.id}
                letter={letter}
                onReplay={() => attempt(() => replay(letter.id), 'The message was taken in.')}
              />
            ))}
          </Column>
          <Column title="Packed" count={packed.length} empty="Nothing waits for a carrier.">
            {packed.map(card)}
          </Column>
          <Column title="Shipped" count={shipped.length} empty="Nothing shipped yet.">
            {shipped.map(card)}
          </Column>
        </div>
      </div>
    </div>
  )
}
