export { POST } from '@/app/api/fulfillment/dead-letters/[id]/replay/route'
