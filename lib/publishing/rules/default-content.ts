import { categoryPath } from '../../core/paths'
import type { HomeContent, ProductDraft } from '../schema'

/** The home page until someone publishes another. */
export const FIRST_HOME: HomeContent = {
  headline: 'Few things, well made.',
  text: 'Objects for the home, and an honest count of how many are left.',
  heroKey: 'home-hero',
  linkLabel: 'See lighting',
  linkHref: categoryPath('lighting'),
}

/** A new product's draft: what its maker said, and room for the rest. */
export const newProductDraft = (product: {
  slug: string
  name: string
  categoryId: string
}): ProductDraft => ({
  ...product,
  tagline: '',
  body: { type: 'doc', content: [] },
  details: [],
  care: '',
  images: [],
  goesWith: [],
  seoTitle: '',
  seoDescription: '',
  variants: [],
})
