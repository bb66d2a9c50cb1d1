import type { Metadata } from 'next'
import { PickList } from '@/components/warehouse/pick-list'
import { listBatches } from '@/lib/fulfillment'
import { workerOnly } from '../../_gate/worker-only'

export const metadata: Metadata = { title: 'Pick list' }

export default function PickListPage() {
  return workerOnly('Pick list', async (worker) => <PickList initial={await listBatches(worker)} />)
}
