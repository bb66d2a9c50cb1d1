import { WarehouseBoard } from '@/components/warehouse/board'
import { getBoard } from '@/lib/fulfillment'
import { workerOnly } from '../_gate/worker-only'

export default function WarehousePage() {
  return workerOnly('Warehouse board', async () => <WarehouseBoard initial={await getBoard()} />)
}
