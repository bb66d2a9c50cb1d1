'use client'

import Link from 'next/link'
import { useState } from 'react'
import { asProblem } from '@/components/api-client/problem'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { Notice } from '@/components/ui/notice'
import type { Batches } from '@/lib/fulfillment/schema'
import { BatchForm } from './batch-form'
import { OpenBatches } from './open-batches'
import { PickStops } from './pick-stops'
import { useBatches } from './use-batches'

/** What to fetch for a batch of orders in one walk, shelf by shelf; to look at on the way, or to print. */
export function PickList({ initial }: { initial: Batches }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const { open, waiting, zones, batch, shipments, error, start, release, place } = useBatches(initial, chosen)

  const attempt = async (work: () => Promise<unknown>) => {
    setRefusal(null)
    try {
      await work()
      return true
    } catch (thrown) {
      setRefusal(asProblem(thrown).detail)
      return false
    }
  }
  return (
    <div className="grid gap-8 pt-6">
      <div className="flex flex-wrap justify-between gap-3 print:hidden">
        <Link href="/warehouse" className={buttonLook({ tone: 'secondary' })}>
          Back to the board
        </Link>
        {batch && <Button onClick={() => window.print()}>Print</Button>}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,26rem)_1fr] print:hidden">
        <BatchForm
          waiting={waiting}
          zones={zones}
          onStart={(request) =>
            attempt(async () => {
              await start(request)
              setChosen(request.id)
            })
          }
        />
        <OpenBatches
          open={open}
          shown={batch?.id}
          onShow={setChosen}
          onRelease={(id) => void attempt(() => release(id))}
        />
      </div>
      {refusal && <Notice tone="danger">{refusal}</Notice>}
      {error && !refusal && <Notice tone="warning">The list is not current: {error.detail}</Notice>}
      {batch && shipments && (
        <PickStops
          batch={batch}
          shipments={shipments}
          onPlace={(sku, where) => attempt(() => place(sku, where))}
        />
      )}
    </div>
  )
}
