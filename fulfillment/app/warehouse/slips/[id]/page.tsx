export { default, metadata } from '@/app/(warehouse)/warehouse/slips/[id]/page'
