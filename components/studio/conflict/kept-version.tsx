'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'

/** The version that was not taken, to be read and copied until the page is closed. */
export function KeptVersion({ title, text, onDrop }: { title: string; text: string; onDrop: () => void }) {
  const [isOpen, setOpen] = useState(false)
  const [copied, setCopied] = useState<string | null>(null)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied('Copied.'),
      () => setCopied('Your browser does not let us copy. Mark the text and copy it by hand.'),
    )
  return (
    <Notice title={title}>
      <p>It is kept here until you close the page.</p>
      <div className="flex flex-wrap gap-x-5">
        <Button tone="quiet" className="px-0" onClick={() => setOpen(true)}>
          Read and copy it
        </Button>
        <Button tone="quiet" className="px-0" onClick={onDrop}>
          I do not need it
        </Button>
      </div>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={title}>
        <div className="grid gap-4">
          <pre
            className="max-h-[50dvh] overflow-auto font-text text-[0.9375rem] whitespace-pre-wrap"
            tabIndex={0}
          >
            {text}
          </pre>
          <div className="flex items-center gap-4">
            <Button onClick={() => void copy()}>Copy as text</Button>
            <p role="status" className="text-sm text-muted">
              {copied}
            </p>
          </div>
        </div>
      </Dialog>
    </Notice>
  )
}
