'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { PageEdit } from '@/lib/publishing/schema'
import { FormSection } from '../form-section'
import { ConfirmDialog } from './confirm-dialog'
import type { Publishing } from './use-publish'

interface ArchiveSectionProps {
  status: PageEdit['status']
  publishing: Publishing
}

/** Off the shop and back again, at once; words, history and stock stay. */
export function ArchiveSection({ status, publishing }: ArchiveSectionProps) {
  const [isAsking, setAsking] = useState(false)
  const { phase, setStatus } = publishing
  const isBusy = phase.name === 'working'
  const isArchived = status === 'ARCHIVED'
  return (
    <FormSection
      id="archive"
      title={isArchived ? 'Put it back on sale' : 'Archive'}
      about={
        isArchived
          ? 'The page is shown again, as it was last published.'
          : 'Takes the product off the shop at once. Its words, its history and its stock stay, and you can put it back.'
      }
    >
      <div>
        <Button
          tone="secondary"
          busy={isBusy}
          onClick={() => (isArchived ? void setStatus('ACTIVE') : setAsking(true))}
        >
          {isArchived ? 'Put it back on sale' : 'Archive this product'}
        </Button>
      </div>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title="Archive this product?"
        action="Archive it"
        busy={isBusy}
        onConfirm={() => void setStatus('ARCHIVED').then(() => setAsking(false))}
      >
        Its page and its place in lists disappear from the shop, and nobody can buy it any more. Orders keep
        it.
      </ConfirmDialog>
    </FormSection>
  )
}
