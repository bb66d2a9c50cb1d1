export { PUT } from '@/app/api/fulfillment/shelves/[sku]/route'
