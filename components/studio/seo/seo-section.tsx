'use client'

import { formatCount } from '@/lib/core/format'
import { TextArea } from '../fields/text-area'
import { TextInput } from '../fields/text-input'
import { FormSection } from '../form-section'
import { ResultPreview } from './result-preview'

const TITLE_MOST = 70
const DESCRIPTION_MOST = 170

interface SeoSectionProps {
  path: string
  title: string
  /** what stands there when nothing is written */
  fallbackTitle: string
  description: string
  fallbackDescription: string
  onTitle: (title: string) => void
  onDescription: (description: string) => void
}

/** How the page looks among the results of a search engine. */
export function SeoSection({
  path,
  title,
  fallbackTitle,
  description,
  fallbackDescription,
  onTitle,
  onDescription,
}: SeoSectionProps) {
  return (
    <FormSection
      id="search-engines"
      title="Search engines"
      about="Left empty, the name and the tagline stand there."
    >
      <TextInput
        path="seoTitle"
        label="Title"
        optional
        placeholder={fallbackTitle}
        hint={`${formatCount(title.length)} of ${formatCount(TITLE_MOST)}`}
        most={TITLE_MOST}
        value={title}
        onChange={onTitle}
      />
      <TextArea
        path="seoDescription"
        label="Description"
        optional
        placeholder={fallbackDescription}
        hint={`${formatCount(description.length)} of ${formatCount(DESCRIPTION_MOST)}`}
        most={DESCRIPTION_MOST}
        value={description}
        onChange={onDescription}
      />
      <ResultPreview
        path={path}
        title={title.trim() || fallbackTitle}
        description={description.trim() || fallbackDescription}
      />
    </FormSection>
  )
}
