import { route } from '@/lib/http/shop/route'
import { getStock } from '@/lib/publishing'
import { ProductParams } from '@/lib/publishing/schema'
import { STUDIO_READ } from '../../../staff'

export const GET = route({ ...STUDIO_READ, params: ProductParams }, async ({ params }) => getStock(params))
