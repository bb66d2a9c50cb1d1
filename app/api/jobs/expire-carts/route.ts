import { expireCarts } from '@/lib/cart'
import { jobRoute } from '@/lib/http/machine'

export const POST = jobRoute(() => expireCarts())
