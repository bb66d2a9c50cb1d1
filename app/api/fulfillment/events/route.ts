import { ownUrl, takeDelivery } from '@/lib/fulfillment'
import { busRoute } from '@/lib/http/signed'

export const POST = busRoute(ownUrl, takeDelivery)
