export { default, metadata, viewport } from '@/app/(warehouse)/layout'
