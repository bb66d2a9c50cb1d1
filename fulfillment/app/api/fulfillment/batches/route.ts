export { GET, POST } from '@/app/api/fulfillment/batches/route'
