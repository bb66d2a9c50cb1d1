export { GET, POST } from '@/app/api/fulfillment/shipments/[id]/route'
