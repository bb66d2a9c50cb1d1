import type { Metadata } from 'next'
import { Notice } from '@/components/ui/notice'
import { PackingSlip } from '@/components/warehouse/packing-slip'
import { getShipment } from '@/lib/fulfillment'
import { ShipmentParams } from '@/lib/fulfillment/schema'
import { AppError } from '@/lib/core/errors'
import { workerOnly } from '../../../_gate/worker-only'

export const metadata: Metadata = { title: 'Packing slip' }

export default function PackingSlipPage({ params }: { params: Promise<{ id: string }> }) {
  return workerOnly('Packing slip', async () => {
    const shipment = await shipmentOf((await params).id)
    return shipment ? (
      <PackingSlip shipment={shipment} />
    ) : (
      <Notice tone="warning">There is no such shipment.</Notice>
    )
  })
}

async function shipmentOf(id: string) {
  const parsed = ShipmentParams.safeParse({ id })
  if (!parsed.success) return null
  return getShipment(parsed.data.id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  })
}
