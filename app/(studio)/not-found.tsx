import { DocumentLink } from '@/components/ui/document-link'
import { Doorway } from '@/components/ui/doorway'

export default function StudioNotFound() {
  return (
    <Doorway title="There is no such page">
      <p className="text-muted">It may have been discarded before it was ever published.</p>
      <DocumentLink href="/studio" className="link inline-flex min-h-11 items-center">
        All products
      </DocumentLink>
    </Doorway>
  )
}
