'use client'

import { useId, useState } from 'react'
import { ask, asProblem } from '@/components/api-client/problem'
import { Button } from '@/components/ui/button'
import { formatDay } from '@/lib/core/format'
import type { OrderLink } from '@/lib/orders/schema'
import { OrderLinkShape } from './order-shape'

/** Makes a link that opens this order anywhere, and puts it on the clipboard; where there is none, to copy by hand. */
export function CopyLink({ number }: { number: string }) {
  const [busy, setBusy] = useState(false)
  const [link, setLink] = useState<OrderLink | null>(null)
  const [copied, setCopied] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const fieldId = useId()

  async function copy() {
    setBusy(true)
    setProblem(null)
    try {
      const made = await ask({ url: `/api/orders/${number}/link`, method: 'POST', schema: OrderLinkShape })
      setLink(made)
      setCopied(await toClipboard(made.url))
    } catch (thrown) {
      setProblem(asProblem(thrown).detail)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="grid justify-items-start gap-3">
      <Button tone="secondary" busy={busy} onClick={() => void copy()}>
        Copy a link to this order
      </Button>
      <p role="status" className="max-w-[52ch] text-sm text-muted empty:hidden">
        {link &&
          `${copied ? 'Copied. ' : ''}Until ${formatDay(link.expiresAt, 'reader')} anyone with the link sees what was ordered and where it is, without your name and address. Nobody can change or cancel it by the link.`}
      </p>
      {link && !copied && (
        <label htmlFor={fieldId} className="grid w-full gap-1.5 text-sm font-medium">
          The link
          <input
            id={fieldId}
            readOnly
            value={link.url}
            onFocus={({ target }) => target.select()}
            className="w-full rounded-card border border-control bg-surface px-3.5 py-2.5 text-base font-normal"
          />
        </label>
      )}
      {problem && (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
    </div>
  )
}

const toClipboard = (text: string): Promise<boolean> =>
  Promise.resolve()
    .then(() => navigator.clipboard.writeText(text))
    .then(
      () => true,
      () => false,
    )
