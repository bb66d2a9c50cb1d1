/*
 * The paths of the public site: nothing else spells one. SQL takes the folders as parameters.
 */

export const HOME_PATH = '/'
export const PRODUCT_FOLDER = '/p/'
export const CATEGORY_FOLDER = '/c/'

/** A product's page. `slug` is made of letters, digits and hyphens, so it needs no encoding. */
export const productPath = (slug: string): string => PRODUCT_FOLDER + slug
/** A category's page. */
export const categoryPath = (slug: string): string => CATEGORY_FOLDER + slug

/** A page's public path; the home page has no slug. */
export function pagePath(kind: 'product' | 'category' | 'home', slug: string): string {
  if (kind === 'home') return HOME_PATH
  return kind === 'product' ? productPath(slug) : categoryPath(slug)
}
