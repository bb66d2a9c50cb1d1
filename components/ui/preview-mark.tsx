import { previewBranch } from '@/lib/config/public'

/** Says quietly that this is a branch's preview and not the shop. It scrolls away with the page and covers nothing. */
export function PreviewMark() {
  if (!previewBranch) return null
  return (
    <aside
      aria-label="Preview"
      className="border-b border-line bg-surface px-4 py-1 text-center text-xs break-all text-muted"
    >
      Preview of {previewBranch}
    </aside>
  )
}
