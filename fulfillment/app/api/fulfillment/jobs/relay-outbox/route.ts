export { POST } from '@/app/api/fulfillment/jobs/relay-outbox/route'
