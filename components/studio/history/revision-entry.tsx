'use client'

import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatCount, formatUnits } from '@/lib/core/format'
import type { History } from '@/lib/publishing/schema'
import { ChangesList } from '../changes-list'
import { When } from '../when'

interface RevisionEntryProps {
  item: History['items'][number]
  /** the public sees it now */
  isLive: boolean
  isOpen: boolean
  onOpen: () => void
  isBusy: boolean
  onRestore: () => void
}

/** One publish: who, when, why, and what was different from the one before. */
export function RevisionEntry({ item, isLive, isOpen, onOpen, isBusy, onRestore }: RevisionEntryProps) {
  const { revision, publishedAt, publishedBy, note, changes } = item
  return (
    <article aria-label={`Revision ${revision}`} className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="figures font-medium">Revision {formatCount(revision)}</h2>
        {isLive && <Badge tone="live">Live now</Badge>}
        <p className="text-sm text-muted">
          {publishedBy.name} · <When at={publishedAt} />
        </p>
        {!isLive && (
          <Button tone="secondary" className="ml-auto" busy={isBusy} onClick={onRestore}>
            Restore as draft
          </Button>
        )}
      </div>
      {note && <p className="text-[1.0625rem]">{note}</p>}
      {changes.length === 0 && <p className="text-muted">Nothing to compare it with, or nothing changed.</p>}
      {changes.length > 0 && !isOpen && (
        <p className="flex flex-wrap items-center gap-x-4 text-muted">
          <span>{changes.map(({ label }) => label).join(', ')}</span>
          <Button tone="quiet" className="px-0" onClick={onOpen}>
            Show {formatUnits(changes.length, 'change')}
          </Button>
        </p>
      )}
      {isOpen && changes.length > 0 && <ChangesList changes={changes} />}
    </article>
  )
}
