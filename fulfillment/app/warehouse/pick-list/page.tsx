export { default, metadata } from '@/app/(warehouse)/warehouse/pick-list/page'
