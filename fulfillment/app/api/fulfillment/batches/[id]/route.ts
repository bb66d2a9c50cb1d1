export { DELETE, GET } from '@/app/api/fulfillment/batches/[id]/route'
