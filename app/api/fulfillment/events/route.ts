import { takeDelivery } from '@/lib/fulfillment'
import { busRoute } from '@/lib/http/machine'

export const POST = busRoute(takeDelivery)
