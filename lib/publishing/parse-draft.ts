import 'server-only'
import { findPhoto } from '../catalog'
import { AppError } from '../core/errors'
import { issuesOf } from './check-content'
import { DRAFT_OF, type DraftContent, type PageKind } from './schema'

/**
 * A draft as it may be kept: of bounded size, with no text that could act, and with the photographs' sizes and blurs from
 * the library whatever was sent, since drafts are shown on real pages too.
 * @throws AppError `invalid_input` with `errors`, each path from `content` on
 */
export function parseDraft(kind: PageKind, content: unknown): DraftContent {
  const parsed = DRAFT_OF[kind].safeParse(content)
  if (!parsed.success) throw refused(issuesOf(parsed.error))
  const draft = parsed.data
  if (!('images' in draft)) return draft
  const unknown = draft.images.flatMap(({ key }, index) =>
    findPhoto(key) ? [] : { path: `images.${index}.key`, message: 'There is no such photograph' },
  )
  if (unknown.length > 0) throw refused(unknown)
  return { ...draft, images: draft.images.map((image) => ({ ...image, ...libraryPhoto(image) })) }
}

/** The library's photograph under the page's own words. */
function libraryPhoto({ key, alt }: { key: string; alt: string }) {
  const photo = findPhoto(key)
  return photo ? { ...photo, alt } : {}
}

const refused = (errors: { path: string; message: string }[]) =>
  new AppError('invalid_input', 'This can’t be kept. Nothing was changed.', {
    errors: errors.map(({ path, message }) => ({ path: `content.${path}`, message })),
  })
