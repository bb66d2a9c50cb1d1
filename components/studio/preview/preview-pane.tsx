'use client'

import { ExternalLink, Monitor, RotateCw, Smartphone } from 'lucide-react'
import { useRef, useState } from 'react'
import type { PageEdit } from '@/lib/publishing/schema'
import { IconButton } from '../fields/icon-button'
import { Segmented } from '../fields/segmented'
import { PreviewLinkButton } from './preview-link-button'
import { type Device, ScaledFrame } from './scaled-frame'
import { useIsWide } from './use-is-wide'
import { usePreview } from './use-preview'

/** The real page as the draft has it, beside the form, as a phone or a desk sees it. */
export function PreviewPane({ page, version }: { page: PageEdit; version: number }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const isWide = useIsWide()
  const [chosen, setDevice] = useState<Device | null>(null)
  const device = chosen ?? (isWide ? 'desktop' : 'phone')
  const { state, round, reload, loaded } = usePreview(frame, version)
  return (
    <div className="flex h-full min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
        <Segmented
          label="Size of the preview"
          value={device}
          onChange={setDevice}
          options={[
            { value: 'desktop', label: 'Desktop', icon: Monitor },
            { value: 'phone', label: 'Phone', icon: Smartphone },
          ]}
        />
        <p className="px-2 text-sm text-muted">{state === 'current' ? 'Shows your draft' : 'Updating…'}</p>
        <div className="ml-auto flex items-center">
          <IconButton label="Load the preview again" icon={RotateCw} onClick={reload} />
          <a
            href={page.previewPath}
            target="_blank"
            rel="noopener"
            aria-label="Open the preview in a new tab"
            title="Open the preview in a new tab"
            className="grid size-11 place-items-center rounded-full hover:text-accent"
          >
            <ExternalLink aria-hidden strokeWidth={1.5} className="size-4.5" />
          </a>
          <PreviewLinkButton page={page} />
        </div>
      </div>
      <ScaledFrame
        key={round}
        ref={frame}
        device={device}
        title="Preview of the draft"
        src={page.previewPath}
        onLoad={loaded}
      />
    </div>
  )
}
