'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { pagePath } from '@/lib/core/paths'
import { slugFromName } from '@/lib/publishing/rules/slug-from-name'
import type { PageKind } from '@/lib/publishing/schema'
import { TextInput } from '../fields/text-input'

interface SlugFieldProps {
  kind: PageKind
  slug: string
  name: string
  /** null: never published */
  publishedSlug: string | null
  onChange: (slug: string) => void
}

/** The page's address. Changing a published one says what becomes of the old. */
export function SlugField({ kind, slug, name, publishedSlug, onChange }: SlugFieldProps) {
  const fromName = slugFromName(name)
  const isMoved = publishedSlug !== null && slug !== publishedSlug
  return (
    <div className="grid gap-3">
      <TextInput
        path="slug"
        label="Address"
        hint={
          <>
            Everyone finds it at <span className="break-all">{pagePath(kind, slug || '…')}</span>
          </>
        }
        spellCheck={false}
        autoCapitalize="none"
        most={80}
        value={slug}
        onChange={(typed) => onChange(typed.toLowerCase().replace(/\s+/g, '-'))}
      />
      {isMoved && (
        <Notice tone="warning" title="The address changes when you publish">
          <p>
            Whoever opens {pagePath(kind, publishedSlug)} is led to the new one, so links and search engines
            keep working.
          </p>
          <Button tone="quiet" className="px-0" onClick={() => onChange(publishedSlug)}>
            Keep the old address
          </Button>
        </Notice>
      )}
      {name !== '' && fromName !== slug && !isMoved && (
        <div>
          <Button tone="quiet" className="px-0" onClick={() => onChange(fromName)}>
            Make it from the name: {fromName}
          </Button>
        </div>
      )}
    </div>
  )
}
