export { GET } from '@/app/api/fulfillment/shipments/[id]/log/route'
