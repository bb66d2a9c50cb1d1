export { default } from '@/app/(warehouse)/warehouse/page'
