'use client'

import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { DocumentLink } from '@/components/ui/document-link'
import type { PageEdit } from '@/lib/publishing/schema'
import { historyPath } from './page-url'
import { StatusBadge } from './status-badge'

interface EditorHeaderProps {
  page: PageEdit
  name: string
  /** "Saved 12:03" */
  saveCopy: string
  children: ReactNode
}

/** Which page this is, whether it is saved, and what can be done with it. */
export function EditorHeader({ page, name, saveCopy, children }: EditorHeaderProps) {
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 md:px-6 lg:h-16 lg:flex-nowrap lg:py-0">
        <DocumentLink
          href="/studio"
          className="-ml-2 flex min-h-11 items-center gap-1 pr-2 text-sm text-muted hover:text-ink"
        >
          <ChevronLeft aria-hidden strokeWidth={1.5} className="size-4.5" /> Studio
        </DocumentLink>
        <h1 className="display-type min-w-0 truncate text-[1.375rem]">{name || 'Without a name'}</h1>
        <StatusBadge status={page.status} hasDraft={page.draft !== null} />
        <p className="figures text-sm text-muted" suppressHydrationWarning>
          {saveCopy}
        </p>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 lg:ml-auto lg:flex-nowrap">
          {page.revision > 0 && (
            <DocumentLink
              href={historyPath(page)}
              className="flex min-h-11 items-center px-2 text-[0.9375rem] link"
            >
              History
            </DocumentLink>
          )}
          {children}
        </div>
      </div>
    </header>
  )
}
