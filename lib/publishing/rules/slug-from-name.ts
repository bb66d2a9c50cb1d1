const LONGEST = 80
/** Room for "-1234". */
const LONGEST_BASE = LONGEST - 5

/** "Arc Table Lämp №2" → "arc-table-lamp-no2": small letters, digits and single hyphens; never empty. */
export function slugFromName(name: string): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase()
  const slug = letters.replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST_BASE)
  return slug.replace(/^-+|-+$/g, '') || 'product'
}

/** The slug itself, or with the smallest number from 2 on that makes it free. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  let free = slug
  for (let number = 2; taken.has(free); number++) free = `${slug}-${number}`
  return free
}
