'use client'

import { useMemo } from 'react'
import { productPath } from '@/lib/core/paths'
import { ProductDraft } from '@/lib/publishing/schema'
import { FormSection } from '../form-section'
import { GalleryField } from '../photos/gallery-field'
import { ArchiveSection } from '../publish/archive-section'
import type { Publishing } from '../publish/use-publish'
import type { Draft } from '../save/use-draft'
import { SeoSection } from '../seo/seo-section'
import { PlacementSection } from './placement-section'
import { SectionLinks } from './section-links'
import { SellingSection } from './selling-section'
import { TextSection } from './text-section'

export interface ProductFormProps {
  draft: Draft<ProductDraft>
  publishing: Publishing
}

/** Everything that a product's page says and sells. */
export function ProductForm({ draft, publishing }: ProductFormProps) {
  const { page, content, edit } = draft
  const published = useMemo(() => {
    const parsed = ProductDraft.safeParse(page.published)
    return parsed.success ? parsed.data : null
  }, [page.published])
  const fixed = useMemo(() => new Set(published?.variants.map(({ sku }) => sku)), [published])
  return (
    <>
      <SectionLinks />
      <TextSection content={content} edit={edit} />
      <FormSection
        id="photographs"
        title="Photographs"
        about="In the order shown. Drag them, or use the arrows."
      >
        <GalleryField images={content.images} onChange={(images) => edit({ images })} />
      </FormSection>
      <SellingSection
        page={page}
        fixed={fixed}
        variants={content.variants}
        images={content.images}
        onChange={(variants) => edit({ variants })}
      />
      <PlacementSection page={page} content={content} publishedSlug={published?.slug ?? null} edit={edit} />
      <SeoSection
        path={productPath(content.slug)}
        title={content.seoTitle}
        fallbackTitle={content.name}
        description={content.seoDescription}
        fallbackDescription={content.tagline}
        onTitle={(seoTitle) => edit({ seoTitle })}
        onDescription={(seoDescription) => edit({ seoDescription })}
      />
      {page.revision > 0 && <ArchiveSection status={page.status} publishing={publishing} />}
    </>
  )
}
