'use client'

import { useState } from 'react'
import { ask, asProblem } from '@/components/api-client/problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/text-field'
import { type PageEdit, PreviewLink } from '@/lib/publishing/schema'
import { pageApi } from '../page-url'
import { dayAndTime } from '../when'

type Made = { link: PreviewLink; isCopied: boolean } | { problem: string }

/** Makes a link that shows the draft to somebody without an account, for a day, and copies it. */
export function PreviewLinkButton({ page }: { page: Pick<PageEdit, 'kind' | 'id'> }) {
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const make = async () => {
    setBusy(true)
    try {
      const url = `${pageApi(page)}/preview-link`
      const link = await ask({ url, method: 'POST', body: {}, schema: PreviewLink })
      setMade({ link, isCopied: await copy(link.url) })
    } catch (thrown) {
      setMade({ problem: asProblem(thrown).detail })
    }
    setBusy(false)
  }
  return (
    <>
      <Button tone="quiet" className="px-2" busy={busy} onClick={() => void make()}>
        Copy preview link
      </Button>
      <Dialog open={made !== null} onClose={() => setMade(null)} title="Preview link">
        {made && 'problem' in made && <p role="alert">{made.problem}</p>}
        {made && 'link' in made && (
          <div className="grid gap-4">
            <p role="status">
              {made.isCopied ? 'Copied. ' : ''}Whoever has this link sees the draft, without an account, until{' '}
              <strong className="font-medium">{dayAndTime(made.link.expiresAt)}</strong>.
            </p>
            <TextField
              label="Link"
              readOnly
              value={made.link.url}
              onFocus={(event) => event.target.select()}
            />
            <div>
              <Button
                tone="secondary"
                onClick={() =>
                  void copy(made.link.url).then((isCopied) => setMade({ link: made.link, isCopied }))
                }
              >
                Copy again
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </>
  )
}

/** False where the browser does not let us: the link can still be copied by hand. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
