'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Cart, CartNotice } from '@/lib/cart/schema'
import { lapsedIn } from './lapsed'

interface CartNoticesProps {
  cart: Cart
  /** Tries to hold what ran out again; resolves when the shop has answered. */
  onHoldAgain: () => Promise<void>
}

/** What changed without the shopper's doing: what could be kept, what is gone, and one thing to do about it. */
export function CartNotices({ cart, onHoldAgain }: CartNoticesProps) {
  const [trying, setTrying] = useState(false)
  if (cart.notices.length === 0) return null
  const notHeld = lapsedIn(cart)
  const lapsed = notHeld.length

  async function tryAgain() {
    setTrying(true)
    await onHoldAgain()
    setTrying(false)
  }

  return (
    <Notice tone="warning" title={titleOf(notHeld)}>
      <ul className="mt-1 grid gap-1">
        {cart.notices.map((notice, index) => (
          <li key={`${notice.code}-${notice.sku ?? index}`}>{notice.message}</li>
        ))}
      </ul>
      {lapsed > 0 && (
        <Button tone="secondary" className="mt-3" busy={trying} onClick={() => void tryAgain()}>
          {trying ? 'Asking…' : lapsed === 1 ? 'Hold it again' : 'Hold them again'}
        </Button>
      )}
    </Notice>
  )
}

function titleOf(notHeld: readonly CartNotice[]): string {
  if (notHeld.length === 0) return 'Your cart has changed'
  if (notHeld.some(({ code }) => code === 'hold_taken')) return 'Someone else was faster'
  return notHeld.every(({ code }) => code === 'not_held') ? 'Not held for you' : 'Your hold ran out'
}
