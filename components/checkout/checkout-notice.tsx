'use client'

import { useEffect, useRef, useState } from 'react'
import { useCart } from '@/components/cart/use-cart'
import { Button } from '@/components/ui/button'
import { Notice as NoticeBox } from '@/components/ui/notice'
import type { Notice } from './machine'
import { noticeCopy } from './notice-copy'

interface CheckoutNoticeProps {
  notice: Notice
  /** The shopper has dealt with it. */
  onDone: () => void
}

/** Takes the focus when it appears, so that nobody pays twice for not having seen it. */
export function CheckoutNotice({ notice, onDone }: CheckoutNoticeProps) {
  const { cart } = useCart()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'center' })
  }, [notice])

  const { tone, title, body } = noticeCopy(notice, cart)
  return (
    <div ref={box} tabIndex={-1} className="scroll-mt-8">
      <NoticeBox tone={tone} title={title}>
        {body.map((sentence) => (
          <p key={sentence} className="mt-1">
            {sentence}
          </p>
        ))}
        {notice.kind === 'out_of_stock' && <UpdateCart items={notice.items} onDone={onDone} />}
      </NoticeBox>
    </div>
  )
}

function UpdateCart({
  items,
  onDone,
}: {
  items: readonly { sku: string; available: number }[]
  onDone: () => void
}) {
  const { setLine } = useCart()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')

  async function update() {
    setState('busy')
    try {
      for (const { sku, available } of items) await setLine({ sku, quantity: available })
      onDone()
    } catch {
      // The total kept changing; the cart beside this shows the current one.
      setState('failed')
    }
  }

  const allGone = items.every(({ available }) => available === 0)
  return (
    <div className="mt-3">
      <Button tone="secondary" busy={state === 'busy'} onClick={() => void update()}>
        {allGone ? 'Take it out of my cart' : 'Change my cart to what is left'}
      </Button>
      {state === 'failed' && (
        <p role="alert" className="mt-2 text-sm font-medium text-danger">
          That did not work just now. Please try again.
        </p>
      )}
    </div>
  )
}
