'use client'

import { useMediaQuery } from '@/components/ui/use-media-query'

/** Whether there is room for a desk's page beside the form. */
export const useIsWide = (): boolean => useMediaQuery('(width >= 80rem)', true)
