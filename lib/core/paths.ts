/*
 * The paths of the public pages. Nothing else spells one (tests/unit/paths.test.ts); queries answer slugs.
 */

export const HOME_PATH = '/'
/** A product's page. A slug is made of small letters, digits and hyphens, so it needs no encoding. */
export const productPath = (slug: string): string => `/p/${slug}`
/** A category's page. */
export const categoryPath = (slug: string): string => `/c/${slug}`

/** A page's public path; the home page has no slug. */
export function pagePath(kind: 'product' | 'category' | 'home', slug: string): string {
  if (kind === 'home') return HOME_PATH
  return kind === 'product' ? productPath(slug) : categoryPath(slug)
}
