'use client'

import { formatUnits } from '@/lib/core/format'
import type { PageKind } from '@/lib/publishing/schema'
import { labelOf } from './field-labels'
import { controlFor, type Issue } from './issues'

interface IssuesSummaryProps {
  kind: PageKind
  issues: readonly Issue[]
  /** Before the focus goes there: a form that is out of view comes into view. */
  onGo: () => void
}

/** Everything that keeps the page from being published; each leads to its field. */
export function IssuesSummary({ kind, issues, onGo }: IssuesSummaryProps) {
  if (issues.length === 0) return null
  return (
    // No live region: it changes with every word.
    <section
      aria-label="To finish before publishing"
      className="rounded-card border border-l-2 border-line border-l-warning bg-surface px-4 py-3 text-[0.9375rem]"
    >
      <p className="font-medium text-warning">
        {issues.length === 1
          ? 'To finish before publishing'
          : `${formatUnits(issues.length, 'thing')} to finish before publishing`}
      </p>
      <ul className="mt-1 grid gap-0.5">
        {issues.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <button
              type="button"
              onClick={() => {
                onGo()
                requestAnimationFrame(() => goTo(path))
              }}
              className="min-h-8 text-left"
            >
              <span className="link">{labelOf(kind, path)}</span>
              <span className="text-muted">: {message}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function goTo(path: string) {
  const id = controlFor(path, (wanted) => document.getElementById(wanted) !== null)
  const control = id === null ? null : document.getElementById(id)
  control?.scrollIntoView({ block: 'center' })
  control?.focus({ preventScroll: true })
}
