export { POST } from '@/app/api/fulfillment/jobs/erase-old-data/route'
