/**
 * The names under which cached catalogue data is kept: readers tag with them, writers expire by them. New words on a page
 * expire `product` alone: every list that shows its card is tagged with it. Lists themselves are expired only when what
 * is in them, or its order, has changed.
 */
export const catalogTags = {
  /** what one product says (by id): its page, and each of its cards */
  product: (id: string) => `product:${id}`,
  /** which product, if any, is at /p/{slug}: also of an address where there was none */
  address: (slug: string) => `product-at:${slug}`,
  /** which products a category has, in what order (by the category's id) */
  list: (categoryId: string) => `products-of:${categoryId}`,
  /** which products are the newest of all */
  newest: 'products-newest',
  /** which products there are at all: the sitemap */
  products: 'products',
  /** names, addresses and order of the categories: menus, and every card, since it names its category */
  categories: 'categories',
  /** what one category's page says (by id) */
  category: (id: string) => `category:${id}`,
  /** the home page's own words */
  home: 'home',
} as const
