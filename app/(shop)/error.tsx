'use client'

import { Button } from '@/components/ui/button'

export default function ShopError({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="shell grid max-w-xl justify-items-start gap-5 py-24">
      <h1 className="display-type text-title">This page did not load</h1>
      <p className="text-muted">The fault is ours. Nothing in your cart was lost.</p>
      <Button onClick={reset}>Try again</Button>
    </div>
  )
}
