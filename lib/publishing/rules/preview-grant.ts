import { HOME_ID, PageId, PageKey, type PageKind } from '../schema'

/** What a preview token allows: any holder sees the draft of one page, or a signed-in marketer the drafts of all pages. */
export interface PreviewGrant {
  page: PageKey | 'all'
  /** seconds since the epoch */
  expiresAt: number
}

const LETTERS = { product: 'p', category: 'c', home: 'h' } as const satisfies Record<PageKind, string>
const KINDS = { p: 'product', c: 'category', h: 'home' } as const
const ALL = 'a'

/** "p.<id without hyphens>.<expiry>": what is signed; short, as it stands in a link. */
export function grantText({ page, expiresAt }: PreviewGrant): string {
  const what =
    page === 'all'
      ? ALL
      : page.kind === 'home'
        ? LETTERS.home
        : `${LETTERS[page.kind]}.${page.id.replaceAll('-', '')}`
  return `${what}.${expiresAt.toString(36)}`
}

/** null for what `grantText` never writes. */
export function readGrantText(text: string): PreviewGrant | null {
  const match = /^(?:([ah])|([pc])\.([0-9a-f]{32}))\.([0-9a-z]{1,9})$/.exec(text)
  if (!match) return null
  const [, alone, kind, id, time] = match
  const expiresAt = parseInt(time ?? '', 36)
  if (alone === ALL) return { page: 'all', expiresAt }
  const parsed = PageKey.safeParse(
    alone
      ? { kind: KINDS.h, id: HOME_ID }
      : { kind: KINDS[kind === 'c' ? 'c' : 'p'], id: PageId.safeParse(hyphenated(id)).data },
  )
  return parsed.success ? { page: parsed.data, expiresAt } : null
}

const hyphenated = (hex = ''): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Whether the grant is for this page, now. One for all pages counts for a signed-in marketer only. */
export function grants(
  { page, expiresAt }: PreviewGrant,
  wanted: PageKey,
  { now, isMarketer }: { now: number; isMarketer: boolean },
): boolean {
  if (expiresAt <= now) return false
  if (page === 'all') return isMarketer
  return page.kind === wanted.kind && page.id === wanted.id
}
