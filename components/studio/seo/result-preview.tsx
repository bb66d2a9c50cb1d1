interface ResultPreviewProps {
  path: string
  title: string
  description: string
}

/** About as a search engine shows it: a title of one line, a description of two. */
export function ResultPreview({ path, title, description }: ResultPreviewProps) {
  return (
    <figure className="rounded-card border border-line bg-surface p-4">
      <figcaption className="mb-2 text-sm text-muted">As a search engine may show it</figcaption>
      <p className="truncate text-sm">Fiftyone{path.replaceAll('/', ' › ')}</p>
      <p className="mt-0.5 truncate text-lg">{title || 'Without a title'} · Fiftyone</p>
      <p className="mt-0.5 line-clamp-2 text-sm text-muted">{description || 'Without a description'}</p>
    </figure>
  )
}
