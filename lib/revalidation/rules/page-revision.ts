/*
 * Which state of its subjects a public page shows. A page says so in its markup: `data-revision={pageRevision(subject, n)}`
 * on the element that shows the subject. Revalidation asks for a page until `isCurrent`.
 *
 * Subjects: a product's id on its own page and on each of its cards, `categorySubject(id)` on a category's page and
 * wherever categories are listed, HOME_SUBJECT on the home page, `stockSubject(sku)` (lib/inventory/schema) on a product's page.
 */

export const HOME_SUBJECT = 'home'
export const categorySubject = (id: string): string => `category:${id}`
export const pageRevision = (subject: string, revision: number): string => `${subject}@${revision}`

// As an attribute in HTML, and as a property in the router's payload, which has one more level of quotes inside HTML.
const REVISION = /data-revision(?:=|\\?":)\\?"([^"@\\]+)@(\d+)/g

/**
 * Whether this markup shows the subject at this revision or a newer one. A null revision: whether the markup lacks the subject.
 * A null subject: true. `markup` is HTML or the router's payload; '' for an answer without either.
 */
export function isCurrent(
  markup: string,
  { subject, revision }: { subject: string | null; revision: number | null },
): boolean {
  if (subject === null) return true
  const shown = [...markup.matchAll(REVISION)].filter(([, one]) => one === subject)
  if (revision === null) return shown.length === 0
  return shown.some(([, , number]) => Number(number) >= revision)
}
