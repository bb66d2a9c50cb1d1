'use client'

import { useEffect, useRef } from 'react'
import { mutate } from 'swr'
import { ask } from '@/components/api-client/problem'
import { CartShape } from '@/components/cart/cart-shape'
import { CART_URL } from '@/components/cart/use-cart'

/**
 * Says once that checkout was opened, which gives what is in the cart the time that an address and a card take. When the shop
 * does not hear it, holds end as they would have.
 */
export function useOpenCheckout(cartId: string | null | undefined): void {
  const opened = useRef<string>(undefined)
  useEffect(() => {
    if (!cartId || opened.current === cartId) return
    opened.current = cartId
    const sent = ask({ url: `${CART_URL}/checkout`, method: 'POST', schema: CartShape })
    void mutate(CART_URL, sent, { revalidate: false }).catch(() => undefined)
  }, [cartId])
}
