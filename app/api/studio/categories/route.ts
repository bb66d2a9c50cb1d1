import { route } from '@/lib/http/shop/route'
import { listCategoryPages } from '@/lib/publishing'
import { STUDIO_READ } from '../staff'

export const GET = route(STUDIO_READ, async () => listCategoryPages())
