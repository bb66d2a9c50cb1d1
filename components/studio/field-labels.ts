import type { PageKind } from '@/lib/publishing/schema'

const LABELS: Record<PageKind, Readonly<Record<string, string>>> = {
  product: {
    name: 'Name',
    tagline: 'Tagline',
    body: 'Description',
    details: 'Details',
    care: 'Care',
    images: 'Photographs',
    variants: 'Variants',
    categoryId: 'Category',
    goesWith: 'Goes with',
    slug: 'Address',
    seoTitle: 'Title for search engines',
    seoDescription: 'Description for search engines',
  },
  category: { name: 'Name', description: 'Description', slug: 'Address' },
  home: {
    headline: 'Headline',
    text: 'Text',
    heroKey: 'Photograph',
    linkLabel: 'Words on the button',
    linkHref: 'Where the button leads',
  },
}

const ITEMS: Readonly<Record<string, string>> = {
  details: 'Detail',
  images: 'Photograph',
  variants: 'Variant',
}
const PARTS: Readonly<Record<string, string>> = {
  alt: 'description',
  sku: 'SKU',
  options: 'options',
  price: 'price',
  imageKey: 'photograph',
}

/** The fields of a page in the form's order. */
export const fieldsOf = (kind: PageKind): { key: string; label: string }[] =>
  Object.entries(LABELS[kind]).map(([key, label]) => ({ key, label }))

/** A path in words: "variants.1.price" is "Variant 2: price". */
export function labelOf(kind: PageKind, path: string): string {
  const [field = '', index, part] = path.split('.')
  const label = LABELS[kind][field] ?? field
  if (index === undefined || !(field in ITEMS)) return label
  const item = `${ITEMS[field]} ${Number(index) + 1}`
  return part === undefined ? item : `${item}: ${PARTS[part] ?? part}`
}
