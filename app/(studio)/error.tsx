'use client'

import { Button } from '@/components/ui/button'
import { DocumentLink } from '@/components/ui/document-link'
import { Doorway } from '@/components/ui/doorway'

/** Something broke while a page of the studio was made. What was typed is kept on the device and offered again. */
export default function StudioError({ reset }: { reset: () => void }) {
  return (
    <Doorway title="The studio could not show this">
      <p className="text-muted">
        Nothing that you saved is lost, and what was not saved yet is kept on this device. Try again in a
        moment.
      </p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={reset}>Try again</Button>
        <DocumentLink href="/studio" className="link inline-flex min-h-11 items-center">
          All products
        </DocumentLink>
      </div>
    </Doorway>
  )
}
