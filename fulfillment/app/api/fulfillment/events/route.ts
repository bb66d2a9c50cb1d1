export { POST } from '@/app/api/fulfillment/events/route'
