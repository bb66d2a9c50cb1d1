'use client'

import { SelectField } from '@/components/ui/select-field'
import type { PageEdit, ProductDraft } from '@/lib/publishing/schema'
import { useField } from '../field-state'
import { FormSection } from '../form-section'
import { SlugField } from '../seo/slug-field'
import { useCategories } from '../use-names'
import { GoesWithField } from './goes-with-field'

interface PlacementSectionProps {
  page: PageEdit
  content: ProductDraft
  /** null: never published */
  publishedSlug: string | null
  edit: (part: Partial<ProductDraft>) => void
}

/** Where the product is found: its category, its neighbours, its address. */
export function PlacementSection({ page, content, publishedSlug, edit }: PlacementSectionProps) {
  const { id, error } = useField('categoryId')
  const { categories } = useCategories()
  return (
    <FormSection id="placement" title="Placement" about="Where it is found in the shop.">
      <SelectField
        id={id}
        label="Category"
        error={error}
        value={content.categoryId}
        onChange={(event) => edit({ categoryId: event.target.value })}
      >
        {!categories && <option value={content.categoryId}>…</option>}
        {categories?.map((category) => (
          <option key={category.id} value={category.id}>
            {category.name}
          </option>
        ))}
      </SelectField>
      <GoesWithField ownId={page.id} ids={content.goesWith} onChange={(goesWith) => edit({ goesWith })} />
      <SlugField
        kind="product"
        slug={content.slug}
        name={content.name}
        publishedSlug={publishedSlug}
        onChange={(slug) => edit({ slug })}
      />
    </FormSection>
  )
}
