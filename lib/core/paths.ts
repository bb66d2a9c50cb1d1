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

/**
 * Which page of the catalogue a path is the address of; null: of something else. `slug` is decoded; null where it can't be,
 * and where there is none or more than one.
 */
export function catalogPath(path: string): { kind: 'product' | 'category'; slug: string | null } | null {
  const kind = (['product', 'category'] as const).find((one) => path.startsWith(pagePath(one, '')))
  return kind ? { kind, slug: decodedSegment(path.slice(pagePath(kind, '').length)) } : null
}

function decodedSegment(text: string): string | null {
  if (text === '' || text.includes('/')) return null
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
