import { route } from '@/lib/http/shop/route'
import { getPage } from '@/lib/publishing'
import { PageKey } from '@/lib/publishing/schema'
import { STUDIO_READ } from '../../../staff'

export const GET = route({ ...STUDIO_READ, params: PageKey }, async ({ params }) => getPage(params))
