export { GET } from '@/app/api/fulfillment/board/route'
