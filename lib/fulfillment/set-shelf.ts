import 'server-only'
import { fulfillmentTransaction } from '../infra/db/fulfillment'
import type { Actor } from './actor'
import { audit } from './audit-store'
import { shelves } from './shelf-store'

/** Says where a thing lies; an empty place says that nobody knows. */
export async function setShelf(options: {
  sku: string
  place: string
  by: Actor
}): Promise<{ place: string }> {
  const { sku, place, by } = options
  await fulfillmentTransaction(async (tx) => {
    await shelves.put(tx, { sku, place })
    await audit.write(tx, { subject: 'shelf', subjectId: sku, action: 'placed', by, detail: { place } })
  })
  return { place }
}
