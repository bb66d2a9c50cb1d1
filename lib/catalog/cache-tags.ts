/** The names under which cached catalogue data is kept: readers tag with them, publishing invalidates by them. */
export const catalogTags = {
  /** one product's page, and every list that shows its card */
  product: (slug: string) => `product:${slug}`,
  /** which products there are, and in what order */
  products: 'products',
  categories: 'categories',
} as const
