import 'server-only'
import { AppError } from '../core/errors'
import { fulfillmentTransaction } from '../infra/db/fulfillment'
import type { Actor } from './actor'
import { audit } from './audit-store'
import { batches } from './batch-store'
import { type Batches, type BatchRequest, BATCH_SIZES, type PickBatch } from './schema'
import { shipments } from './store'

/**
 * Gives a worker the oldest orders that nobody picks, in one batch. The same request sent again starts no second batch.
 * @throws AppError `conflict` when no order waits there
 */
export async function startBatch({ request, by }: { request: BatchRequest; by: Actor }): Promise<PickBatch> {
  const { id, size, zone } = request
  await fulfillmentTransaction(async (tx) => {
    if (!(await batches.create(tx, request, by))) return
    const taken = await batches.fill(tx, request)
    if (taken === 0)
      throw new AppError(
        'conflict',
        'No order waits to be picked there. Choose another part of the warehouse.',
      )
    const detail = { size, taken, ...(zone && { zone }) }
    await audit.write(tx, { subject: 'batch', subjectId: id, action: 'started', by, detail })
  })
  return getBatch(id)
}

/** What is still to be picked of a batch, the oldest order first; nothing for a batch that is done or does not exist. */
export async function getBatch(id: string): Promise<PickBatch> {
  const open = { batchId: id, status: 'TO_PICK' } as const
  return { id, shipments: await shipments.list(open, 'oldest', Math.max(...BATCH_SIZES)) }
}

/** Gives back what is still to be picked of a batch: the next batch takes it. Again changes nothing. */
export async function releaseBatch({ id, by }: { id: string; by: Actor }): Promise<{ released: number }> {
  return fulfillmentTransaction(async (tx) => {
    const released = await batches.release(tx, id)
    if (released > 0)
      await audit.write(tx, { subject: 'batch', subjectId: id, action: 'released', by, detail: { released } })
    return { released }
  })
}

/** The batches that are being picked, as `worker` sees them, and how many orders wait to be put into one. */
export async function listBatches(worker: Actor): Promise<Batches> {
  const [open, waiting] = await Promise.all([batches.open(), batches.waiting()])
  return {
    open: open.map(({ pickerId, startedAt, ...batch }) => ({
      ...batch,
      isMine: pickerId === worker.id,
      startedAt: startedAt.toISOString(),
    })),
    waiting: waiting.reduce((sum, { orders }) => sum + orders, 0),
    zones: waiting.flatMap(({ zone, orders }) => (zone === null ? [] : [{ zone, orders }])),
  }
}
