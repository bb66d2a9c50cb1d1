'use client'

import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DocumentLink } from '@/components/ui/document-link'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import type { PageEdit } from '@/lib/publishing/schema'
import { nameOf } from '../page-name'
import { editorPath } from '../page-url'
import { RevisionEntry } from './revision-entry'
import { RestoreDialog } from './restore-dialog'
import { useHistory } from './use-history'
import { useRestore } from './use-restore'

/** What was published when, by whom and why, field by field; any of it can be a draft again. */
export function HistoryPage({ initial }: { initial: PageEdit }) {
  const name = nameOf(initial)
  const { items, error, hasMore, isLoading, more, retry } = useHistory(initial)
  const restore = useRestore(initial)
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  return (
    <>
      <header className="border-b border-line bg-surface">
        <div className="shell flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 py-2">
          <DocumentLink
            href={editorPath(initial)}
            className="-ml-2 flex min-h-11 items-center gap-1 pr-2 text-sm text-muted hover:text-ink"
          >
            <ChevronLeft aria-hidden strokeWidth={1.5} className="size-4.5" /> Edit
          </DocumentLink>
          <h1 className="display-type min-w-0 truncate text-[1.375rem]">History of {name}</h1>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="shell max-w-4xl py-8 outline-none">
        {restore.trouble && (
          <Notice tone="danger" title="Not restored" className="mb-6">
            {restore.trouble}
          </Notice>
        )}
        {error && (
          <Notice tone="danger" title="The history did not load">
            <p>{error.detail}</p>
            <Button tone="quiet" className="px-0" onClick={retry}>
              Try again
            </Button>
          </Notice>
        )}
        {!items && !error && (
          <div aria-busy="true" className="grid gap-6">
            <p className="sr-only">Loading the history</p>
            {Array.from({ length: 4 }, (_item, index) => (
              <Skeleton key={index} className="h-24 w-full" />
            ))}
          </div>
        )}
        {items?.length === 0 && <p className="text-muted">Nothing has been published yet.</p>}
        <ol className="grid">
          {items?.map((item) => (
            <li key={item.revision} className="border-b border-line py-6 first:pt-0">
              <RevisionEntry
                item={item}
                isLive={item.revision === initial.revision && initial.status === 'ACTIVE'}
                isOpen={opened.has(item.revision) || item === items[0]}
                onOpen={() => setOpened(new Set([...opened, item.revision]))}
                isBusy={restore.busy === item.revision}
                onRestore={() => restore.ask(item.revision)}
              />
            </li>
          ))}
        </ol>
        {hasMore && (
          <div className="grid justify-items-center pt-6">
            <Button tone="secondary" busy={isLoading} onClick={more}>
              Show more
            </Button>
          </div>
        )}
      </main>
      <RestoreDialog restore={restore} />
    </>
  )
}
