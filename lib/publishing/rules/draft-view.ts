import type { CategoryLink, CategoryView, ProductCard, ProductView } from '../../catalog/schema'
import { plainTextOf } from '../../core/rich-text'
import type { CategoryDraft, ProductDraft } from '../schema'

const UNNAMED = 'No name yet'

/** A product's page as its draft would make it; what is missing yet is said, or left out, and never breaks the page. */
export function productFromDraft(options: {
  id: string
  /** its present address: a draft's own may be taken, or nothing yet */
  slug: string
  revision: number
  currency: string
  draft: ProductDraft
  categories: readonly CategoryLink[]
  /** products on sale */
  companions: readonly ProductCard[]
}): ProductView {
  const { id, slug, revision, currency, draft, categories, companions } = options
  const variants = variantsOf(draft, currency)
  const prices = variants.map(({ price }) => price)
  const category = categories.find((one) => one.id === draft.categoryId)
  return {
    id,
    slug,
    name: draft.name.trim() || UNNAMED,
    tagline: draft.tagline,
    category: { slug: category?.slug ?? '', name: category?.name ?? 'No category yet' },
    priceFrom: Math.min(...prices),
    priceTo: Math.max(...prices),
    currency,
    photos: draft.images,
    variants,
    version: revision,
    description: plainTextOf(draft.body),
    body: draft.body,
    details: draft.details.filter((detail) => detail.trim() !== ''),
    care: draft.care,
    seoTitle: draft.seoTitle || null,
    seoDescription: draft.seoDescription || null,
    goesWith: draft.goesWith.flatMap((wanted) => companions.find((card) => card.id === wanted) ?? []),
  }
}

/** At least one, so that there is a page: what would be sold, else what was, else a blank one. */
function variantsOf(draft: ProductDraft, currency: string): ProductView['variants'] {
  const active = draft.variants.filter((variant) => variant.active)
  const blank = { sku: '', options: {}, price: 0, imageKey: '' }
  const shown = active.length > 0 ? active : draft.variants.length > 0 ? draft.variants : [blank]
  const skus = new Set<string>()
  return shown.map(({ sku, options, price, imageKey }, index) => {
    // An unfinished SKU may be empty, or twice there; a page tells its variants apart by it.
    const own = sku === '' || skus.has(sku) ? `${sku}#${index}` : sku
    skus.add(own)
    return { sku: own, options, price, currency, imageKey }
  })
}

export function categoryFromDraft(published: CategoryView, draft: CategoryDraft): CategoryView {
  return { ...published, name: draft.name.trim() || UNNAMED, description: draft.description }
}
