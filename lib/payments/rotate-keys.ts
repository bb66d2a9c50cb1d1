import 'server-only'
import pMap from 'p-map'
import { type KeyEncryption, keyring } from '../infra/crypto/keyring'
import { rewrap } from '../infra/crypto/seal'
import { log } from '../infra/log/log'
import { placeOf, type SealedRow, type SealedTable, sealedRows } from './store'

export interface Rotation {
  table: SealedTable
  /** rows that an older key had wrapped */
  found: number
  rewrapped: number
  /** changed by someone else meanwhile: another rotation was faster */
  overtaken: number
  /** their key is gone, or their bytes were changed */
  failed: number
}

/** Rows read at once, and wrapped at once: a key service has a limit, and shoppers come first. */
const BATCH = 200
const AT_ONCE = 8

/**
 * Wraps the data keys of all sealed rows with the newest key, batch by batch. Safe while selling: a row is changed only
 * where it still is what was read, what it says stays the same, and every key of the environment opens it before and
 * after. Stopped at any moment it is simply run again: rows that are done are not found any more. Two at once share the
 * work.
 */
export async function rotateKeys(
  options: { keys?: KeyEncryption; onBatch?: (rotation: Readonly<Rotation>) => void } = {},
): Promise<Rotation[]> {
  const keys = options.keys ?? keyring()
  const rotations: Rotation[] = []
  for (const table of ['Payment', 'Refund'] as const) {
    const rotation: Rotation = { table, found: 0, rewrapped: 0, overtaken: 0, failed: 0 }
    let after: SealedRow | null = null
    for (;;) {
      const rows: SealedRow[] = await sealedRows.olderThan(table, {
        version: keys.currentVersion,
        after,
        limit: BATCH,
      })
      if (rows.length === 0) break
      const outcomes = await pMap(rows, (row) => rotateOne(table, row, keys), { concurrency: AT_ONCE })
      for (const outcome of outcomes) rotation[outcome] += 1
      rotation.found += rows.length
      after = rows.at(-1) ?? null
      options.onBatch?.(rotation)
    }
    rotations.push(rotation)
  }
  return rotations
}

async function rotateOne(
  table: SealedTable,
  row: SealedRow,
  keys: KeyEncryption,
): Promise<'rewrapped' | 'overtaken' | 'failed'> {
  const { customerId, orderId, bytes, keyVersion } = row
  try {
    const sealed = await rewrap({ bytes, keyVersion }, placeOf(table, orderId), keys)
    return (await sealedRows.replace(table, row, sealed)) ? 'rewrapped' : 'overtaken'
  } catch (error) {
    log('error', 'keys.rotation_failed', { customerId, orderId, reason: table, error })
    return 'failed'
  }
}
