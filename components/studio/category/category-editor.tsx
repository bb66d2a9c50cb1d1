'use client'

import { CategoryDraft, type PageEdit } from '@/lib/publishing/schema'
import { Editor } from '../editor'
import { TextArea } from '../fields/text-area'
import { TextInput } from '../fields/text-input'
import { FormSection } from '../form-section'
import { useDraft } from '../save/use-draft'
import { SlugField } from '../seo/slug-field'

export function CategoryEditor({ initial }: { initial: PageEdit }) {
  const draft = useDraft(initial, CategoryDraft)
  const { content, edit, page } = draft
  const published = CategoryDraft.safeParse(page.published)
  return (
    <Editor draft={draft} schema={CategoryDraft} name={content.name}>
      {() => (
        <FormSection id="words" title="Words" about="What stands above the products.">
          <TextInput
            path="name"
            label="Name"
            most={60}
            value={content.name}
            onChange={(name) => edit({ name })}
          />
          <TextArea
            path="description"
            label="Description"
            optional
            hint="A sentence or two. Search engines show it too."
            most={400}
            value={content.description}
            onChange={(description) => edit({ description })}
          />
          <SlugField
            kind="category"
            slug={content.slug}
            name={content.name}
            publishedSlug={published.success ? published.data.slug : null}
            onChange={(slug) => edit({ slug })}
          />
        </FormSection>
      )}
    </Editor>
  )
}
