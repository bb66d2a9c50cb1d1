'use client'

import Link from 'next/link'
import { useRef, useState } from 'react'
import { ask, asProblem } from '@/components/api-client/problem'
import { buttonLook } from '@/components/ui/button-look'
import { classNames } from '@/components/ui/class-names'
import { Notice } from '@/components/ui/notice'
import {
  Board,
  BOARD_MOST,
  BOARD_PAGE,
  type ShipmentChange,
  type ShipmentView,
} from '@/lib/fulfillment/schema'
import { changeLabel } from './change-label'
import { Column } from './column'
import { DeadLetter } from './dead-letter'
import { findOrder } from './find-order'
import { OrderFinder } from './order-finder'
import { ShipmentCard } from './shipment-card'
import { boardUrl, useBoard } from './use-board'

/**
 * To pick, packed, shipped, needs attention: what a tablet on a packing table shows. A scanner is enough to work with it: a
 * number and Enter leads to the next step of its order, and after the step the finder waits for the next number.
 */
export function WarehouseBoard({ initial }: { initial: Board }) {
  const [search, setSearch] = useState('')
  const [limit, setLimit] = useState(BOARD_PAGE)
  const { board, error, change, replay } = useBoard(initial, { q: search, limit })
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
      setSearch('')
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
      onChange={(requested: ShipmentChange) =>
        attempt(() => change(shipment.id, requested), changeLabel(shipment.orderNumber, requested))
      }
    />
  )
  const { toPick, packed, shipped, attention, deadLetters, counts } = board
  const troubles = counts.attention + counts.deadLetters
  const onMore = limit < BOARD_MOST ? () => setLimit(limit + BOARD_PAGE) : null

  /** Shows the order of a scanned number; the server finds what the board does not list. @returns what is wrong */
  const find = async (text: string): Promise<string | undefined> => {
    setFound(null)
    if (!text) return 'Scan a number, or type a part of it.'
    const listed = findOrder(text, numbersOf(board))
    if (listed.kind === 'found') return void setFound({ number: listed.number, at: Date.now() })
    const matching = await ask({ url: boardUrl({ q: text }), schema: Board })
    const numbers = numbersOf(matching)
    if (numbers.length === 0) return `No order has ${text.slice(0, 40)} in its number, its lines or its name.`
    setSearch(text)
    const [only, second] = numbers
    if (only && !second) setFound({ number: only, at: Date.now() })
    return undefined
  }

  return (
    <div className="grid gap-6">
      <div className="sticky top-0 z-10 -mx-4 grid gap-3 border-b border-line bg-paper px-4 py-3 md:-mx-6 md:px-6">
        <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,28rem)_1fr]">
          <OrderFinder
            ref={finder}
            search={search}
            onFind={find}
            onClear={() => {
              setSearch('')
              setFound(null)
            }}
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
          count={counts.toPick}
          shown={toPick.length}
          onMore={onMore}
          empty={search ? NO_MATCH : 'Nothing to pick. New orders show up here by themselves.'}
          action={
            counts.toPick > 0 && (
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
            shown={attention.length + deadLetters.length}
            onMore={onMore}
            empty={search ? NO_MATCH : 'Nothing went wrong.'}
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
          <Column
            title="Packed"
            count={counts.packed}
            shown={packed.length}
            onMore={onMore}
            empty={search ? NO_MATCH : 'Nothing waits for a carrier.'}
          >
            {packed.map(card)}
          </Column>
          <Column
            title="Shipped"
            count={counts.shipped}
            shown={shipped.length}
            onMore={onMore}
            empty={search ? NO_MATCH : 'Nothing shipped in the last 24 hours.'}
          >
            {shipped.map(card)}
          </Column>
        </div>
      </div>
    </div>
  )
}

const NO_MATCH = 'No match here.'

const numbersOf = ({ toPick, packed, shipped, attention }: Board): string[] =>
  [...toPick, ...packed, ...attention, ...shipped].map(({ orderNumber }) => orderNumber)
