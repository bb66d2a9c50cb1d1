import { ownUrl, handleEvent } from '@/lib/fulfillment'
import { busRoute } from '@/lib/http/signed'

export const POST = busRoute(ownUrl, handleEvent)
