'use client'

import type { ProductDraft } from '@/lib/publishing/schema'
import { DetailsField } from '../fields/details-field'
import { TextArea } from '../fields/text-area'
import { TextInput } from '../fields/text-input'
import { FormSection } from '../form-section'
import { RichTextField } from '../rich-text/rich-text-field'

interface WordsSectionProps {
  content: ProductDraft
  edit: (part: Partial<ProductDraft>) => void
}

export function TextSection({ content, edit }: WordsSectionProps) {
  return (
    <FormSection id="words" title="Words" about="What it is called, and what one should know of it.">
      <TextInput
        path="name"
        label="Name"
        most={80}
        value={content.name}
        onChange={(name) => edit({ name })}
      />
      <TextInput
        path="tagline"
        label="Tagline"
        hint="One line under the name, and in lists."
        most={140}
        value={content.tagline}
        onChange={(tagline) => edit({ tagline })}
      />
      <RichTextField
        path="body"
        label="Description"
        hint="Ctrl+B bold, Ctrl+I italic, Ctrl+K link. A line that begins with “- ” becomes a list."
        text={content.body}
        onChange={(body) => edit({ body })}
      />
      <DetailsField details={content.details} onChange={(details) => edit({ details })} />
      <TextArea
        path="care"
        label="Care"
        optional
        hint="How it stays beautiful."
        most={500}
        value={content.care}
        onChange={(care) => edit({ care })}
      />
    </FormSection>
  )
}
