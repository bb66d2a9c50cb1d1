'use client'

import { sharedValue, useShared } from '@/components/ui/shared-value'

const searched = sharedValue('')

/** Tells the header what the page of results in view was searched for. */
export const setSearched = (q: string): void => searched.write(q)

export const useSearched = (): string => useShared(searched)
