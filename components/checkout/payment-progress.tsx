'use client'

import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import type { Phase } from './machine'

interface PaymentProgressProps {
  phase: Exclude<Phase, { name: 'editing' }>
  onAnswerBank: () => void
  onAnotherCard: () => void
}

interface NoticeCopy {
  title: string
  body: string
}

function noticeCopy(phase: PaymentProgressProps['phase']): NoticeCopy {
  switch (phase.name) {
    case 'checking':
      return { title: 'Checking your payment', body: 'One moment: we are asking where it stands.' }
    case 'sending':
      return { title: 'Sending your payment', body: 'Please keep this page open.' }
    case 'action_needed':
      return {
        title: 'Your bank asks you to confirm this payment',
        body: 'Nothing is charged before you do.',
      }
    case 'authenticating':
      return { title: 'Waiting for your bank', body: 'Follow its steps. Nothing is charged before you have.' }
    case 'confirming':
      return {
        title: 'Confirming your payment',
        body: phase.slow
          ? 'This takes longer than usual. You will not be charged twice. Keep this page open, or come back to it later: it will show where your payment stands.'
          : 'One moment. This usually takes a few seconds.',
      }
    case 'paid':
      return { title: 'Your payment went through', body: 'Opening your order.' }
  }
}

/** One honest state at a time, over the form that waits untouched beneath. */
export function PaymentProgress({ phase, onAnswerBank, onAnotherCard }: PaymentProgressProps) {
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => card.current?.focus({ preventScroll: true }), [])
  const { title, body } = noticeCopy(phase)
  const waits = phase.name !== 'action_needed'
  return (
    <div className="fixed inset-0 z-40 grid place-items-center bg-veil p-4">
      <div
        ref={card}
        tabIndex={-1}
        role="status"
        aria-live="polite"
        data-phase={phase.name}
        // The bank's own window stands in the middle then; one dialog at a time.
        className={
          phase.name === 'authenticating'
            ? 'sr-only'
            : 'w-full max-w-md rounded-card bg-paper px-8 py-10 text-center outline-none'
        }
      >
        {waits && <span aria-hidden className="mx-auto mb-7 block h-0.5 w-16 animate-pulse bg-accent" />}
        <p className="display-type text-heading">{title}</p>
        <p className="mx-auto mt-3 max-w-[34ch] text-muted">{body}</p>
        {phase.name === 'action_needed' && (
          <div className="mt-7 grid gap-2">
            <Button size="lg" block onClick={onAnswerBank}>
              Continue to your bank
            </Button>
            <Button tone="quiet" block onClick={onAnotherCard}>
              Use another card
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}
