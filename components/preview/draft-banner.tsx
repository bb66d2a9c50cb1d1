import { formatMoment } from '@/lib/core/format'
import type { Preview } from './preview-state'
import { DraftNews } from './draft-news'

/** Says what one is looking at, to someone in a preview; nobody else's page has it. */
export function DraftBanner({ name, path, preview }: { name: string; path: string; preview: Preview }) {
  return (
    <aside
      aria-label="Preview"
      className="sticky top-[6.9rem] z-20 border-b border-line bg-ink px-4 py-2 text-sm text-paper md:top-16"
    >
      <div className="mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <p>{words(name, preview)}</p>
        <form method="post" action={`/api/preview/exit?to=${encodeURIComponent(path)}`} data-preview-exit>
          <button type="submit" className="min-h-8 font-medium underline underline-offset-4">
            Exit preview
          </button>
        </form>
      </div>
      <DraftNews version={preview.state === 'draft' ? preview.version : 0} />
    </aside>
  )
}

function words(name: string, preview: Preview) {
  switch (preview.state) {
    case 'draft':
      return (
        <>
          <strong className="font-semibold">Draft of {name}.</strong> Not public.{' '}
          <span className="hidden sm:inline">
            Saved {formatMoment(preview.updatedAt, 'utc')} UTC by {preview.updatedBy}.
          </span>
        </>
      )
    case 'published':
      return (
        <>
          <strong className="font-semibold">{name} has no draft.</strong> This is the page as it is.
        </>
      )
    case 'refused':
      return (
        <>
          <strong className="font-semibold">Your preview is not of this page.</strong> This is what everyone
          sees.
        </>
      )
  }
}
