'use client'

export { PageUnavailable as default } from '@/components/checkout/page-unavailable'
