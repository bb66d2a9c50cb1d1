'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { DraftSaved, type DraftShown } from './draft-messages'

/**
 * Keeps a draft page in step with the studio that frames it: renders it again when a draft was saved, in place, so that
 * scroll and focus stay; and says which version it shows.
 */
export function DraftNews({ version }: { version: number }) {
  const router = useRouter()
  useEffect(() => {
    const listen = (event: MessageEvent) => {
      if (event.origin !== location.origin || event.source !== parent) return
      const saved = DraftSaved.safeParse(event.data)
      if (saved.success && saved.data.version !== version) router.refresh()
    }
    addEventListener('message', listen)
    return () => removeEventListener('message', listen)
  }, [router, version])

  useEffect(() => {
    if (parent === window) return
    // Leaving the preview would turn the studio's own frame public.
    document.documentElement.dataset['framed'] = ''
    parent.postMessage({ type: 'draft-shown', version } satisfies DraftShown, location.origin)
  }, [version])
  return null
}
