import { eraseOldData, ownUrl } from '@/lib/fulfillment'
import { busRoute } from '@/lib/http/signed'

/** The daily schedule of a warehouse that is a deployment of its own; elsewhere the shop's job does the same. */
export const POST = busRoute(ownUrl, async () => ({ fulfillment: await eraseOldData() }))
