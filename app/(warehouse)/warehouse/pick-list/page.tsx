import type { Metadata } from 'next'
import { PickList } from '@/components/warehouse/pick-list'
import { getBoard } from '@/lib/fulfillment'
import { workerOnly } from '../../_gate/worker-only'

export const metadata: Metadata = { title: 'Pick list' }

export default function PickListPage() {
  return workerOnly('Pick list', async () => <PickList initial={await getBoard()} />)
}
