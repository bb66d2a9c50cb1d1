import { CONTENT_OF, type PageKind } from '@/lib/publishing/schema'

/** Something that keeps the page from being published; `path` as the API writes it: "variants.0.price". */
export interface Issue {
  path: string
  message: string
}

/** What this content lacks, by the rules that publishing applies. */
export function issuesOf(kind: PageKind, content: unknown): Issue[] {
  const parsed = CONTENT_OF[kind].safeParse(content)
  if (parsed.success) return []
  return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}

/** One issue a path, the first there is. */
export function onePerPath(issues: readonly Issue[]): Issue[] {
  return issues.filter(({ path }, index) => issues.findIndex((other) => other.path === path) === index)
}

/** What the server found that this browser cannot know, such as an address that another page has. */
export function onlyTheServerKnows(server: readonly Issue[], here: readonly Issue[]): Issue[] {
  return server.filter(
    ({ path, message }) => !here.some((issue) => issue.path === path && issue.message === message),
  )
}

/** The id of the control for a path; where an issue leads. An option's name may have any letter, an id may not. */
export const fieldId = (path: string): string => `field-${path.replace(/[^A-Za-z0-9]+/g, '-')}`

/**
 * The path of the control that shows an issue: its own, or the nearest one round it ("images" for "images.2.alt" when
 * there is no such control).
 */
export function controlFor(path: string, exists: (id: string) => boolean): string | null {
  const parts = path.split('.')
  for (let length = parts.length; length > 0; length -= 1) {
    const id = fieldId(parts.slice(0, length).join('.'))
    if (exists(id)) return id
  }
  return null
}
