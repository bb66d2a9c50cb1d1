'use client'

import { sharedValue, useShared } from '@/components/ui/shared-value'

const isOpen = sharedValue(false)

/** Opens the cart drawer, wherever on the page it is mounted. Call it when something was put in. */
export const openCart = (): void => isOpen.write(true)
export const closeCart = (): void => isOpen.write(false)

export const useCartIsOpen = (): boolean => useShared(isOpen)
