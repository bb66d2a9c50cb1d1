import { busRoute } from '@/lib/http/machine'
import { takeDelivery } from '@/lib/orders'

export const POST = busRoute(takeDelivery)
