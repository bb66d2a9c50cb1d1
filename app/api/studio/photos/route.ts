import { listPhotos } from '@/lib/catalog'
import { route } from '@/lib/http/shop/route'
import { STUDIO_READ } from '../staff'

export const GET = route(STUDIO_READ, async () => ({ photos: listPhotos() }))
