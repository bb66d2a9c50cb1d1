'use client'

import Link from 'next/link'
import { useState } from 'react'
import { asProblem } from '@/components/api/problem'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { Notice } from '@/components/ui/notice'
import { SelectField } from '@/components/ui/select-field'
import { pickList } from '@/lib/fulfillment/rules/pick-list'
import type { Board } from '@/lib/fulfillment/schema'
import { ShelfField } from './shelf-field'
import { useBoard } from './use-board'

const SIZES = [5, 10, 20, 50]

/** What to fetch for the oldest orders at once, shelf by shelf; to look at on the way, or to print. */
export function PickList({ initial }: { initial: Board }) {
  const { board, error, place } = useBoard(initial)
  const [size, setSize] = useState(10)
  const [refusal, setRefusal] = useState<string | null>(null)
  const batch = board.toPick.slice(0, size)
  const stops = pickList(batch)

  const keep = async (sku: string, where: string) => {
    setRefusal(null)
    try {
      await place(sku, where)
    } catch (thrown) {
      setRefusal(asProblem(thrown).detail)
    }
  }
  return (
    <div className="grid gap-6 pt-6">
      <div className="flex flex-wrap items-end justify-between gap-4 print:hidden">
        <SelectField
          label="Oldest orders at once"
          value={size}
          onChange={(event) => setSize(Number(event.target.value))}
          className="w-52"
        >
          {SIZES.map((count) => (
            <option key={count}>{count}</option>
          ))}
        </SelectField>
        <div className="flex gap-3">
          <Link href="/warehouse" className={buttonLook({ tone: 'secondary' })}>
            Back to the board
          </Link>
          <Button onClick={() => window.print()}>Print</Button>
        </div>
      </div>
      {refusal && <Notice tone="danger">{refusal}</Notice>}
      {error && !refusal && <Notice tone="warning">The list is not current: {error.detail}</Notice>}
      {stops.length === 0 ? (
        <p className="text-muted">Nothing to pick. New orders show up here by themselves.</p>
      ) : (
        <table className="w-full border-collapse text-left">
          <caption className="pb-3 text-left text-muted">
            {batch.length} {batch.length === 1 ? 'order' : 'orders'}, {stops.length}{' '}
            {stops.length === 1 ? 'stop' : 'stops'}
          </caption>
          <thead className="text-sm">
            <tr className="border-b border-line">
              <th scope="col" className="w-32 py-2 pr-4 font-medium">
                Shelf
              </th>
              <th scope="col" className="py-2 pr-4 font-medium">
                Take
              </th>
              <th scope="col" className="py-2 font-medium">
                For
              </th>
            </tr>
          </thead>
          <tbody>
            {stops.map(({ sku, name, options, place: shelf, quantity, orders }) => (
              <tr key={sku} className="border-b border-line align-top">
                <td className="py-3 pr-4">
                  <ShelfField sku={sku} place={shelf} onKeep={(where) => keep(sku, where)} />
                </td>
                <td className="py-3 pr-4">
                  <span className="figures font-medium">{quantity} ×</span> {name}{' '}
                  <span className="text-muted">{Object.values(options).join(', ')}</span>
                  <span className="figures block text-sm text-muted">{sku}</span>
                </td>
                <td className="figures py-3 text-sm">
                  {orders.map(({ orderNumber, quantity: units }) => (
                    <span key={orderNumber} className="block">
                      {units} × {orderNumber}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
