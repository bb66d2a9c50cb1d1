import 'server-only'
import { z } from 'zod'
import { newId } from '../core/ids'
import { fulfillmentDb, type FulfillmentTx } from '../infra/db/fulfillment'
import type { Actor } from './actor'
import type { AuditEntry } from './schema'

export type Subject = 'shipment' | 'shelf' | 'dead_letter' | 'batch'
const Detail = z.record(z.string(), z.unknown())

/** Who did what: written in the transaction of what was done, read by anyone who works here, never changed. */
export const audit = {
  async write(
    tx: FulfillmentTx,
    entry: {
      subject: Subject
      subjectId: string
      action: string
      by: Actor
      detail?: object
    },
  ): Promise<void> {
    const { subject, subjectId, action, by, detail = {} } = entry
    const { id: actor, name: actorName } = by
    await tx.auditEntry.create({
      data: { id: newId(), subject, subjectId, action, detail, actor, actorName },
    })
  },

  async of(subject: Subject, subjectId: string): Promise<AuditEntry[]> {
    const rows = await fulfillmentDb().auditEntry.findMany({
      where: { subject, subjectId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    return rows.map(({ action, actorName, createdAt, detail }) => ({
      action,
      actorName,
      at: createdAt.toISOString(),
      detail: Detail.parse(detail),
    }))
  },
}
