import { z } from 'zod'

/*
 * What a public page shows, in which state. A page says so in its markup: `data-revision={pageStamp(subject, revision)}`
 * on the element that shows the subject. Whoever made something new asks for the page until `isFresh`.
 *
 * Subjects: a product's id on its own page and on every card of it, `categorySubject(id)` on a category's page and
 * wherever categories are listed, HOME_SUBJECT on the home page.
 */

export const HOME_SUBJECT = 'home'
export const categorySubject = (id: string): string => `category:${id}`
export const pageStamp = (subject: string, revision: number): string => `${subject}@${revision}`

/**
 * A page that must be served anew. `revision`: the oldest state of the subject that will do; null: the page must not show
 * the subject at all. Without a subject it is enough that the page answers. `leadsTo`: the address that it moved to, as a path.
 */
export const StalePage = z.object({
  /** of the public site, with its leading slash */
  path: z.string().regex(/^\//),
  subject: z.string().min(1).nullable(),
  revision: z.int().min(0).nullable(),
  leadsTo: z.string().startsWith('/').optional(),
})
export type StalePage = z.infer<typeof StalePage>

// As an attribute in HTML, and as a property in the router's payload, quoted once more when that is part of the HTML.
const STAMP = /data-revision(?:=|\\?":)\\?"([^"@\\]+)@(\d+)/g

/** Whether this markup (HTML, or the router's payload; '' for an answer without any) shows what the page should show by now. */
export function isFresh(
  markup: string,
  { subject, revision }: Pick<StalePage, 'subject' | 'revision'>,
): boolean {
  if (subject === null) return true
  const shown = [...markup.matchAll(STAMP)].filter(([, one]) => one === subject)
  if (revision === null) return shown.length === 0
  return shown.some(([, , number]) => Number(number) >= revision)
}
