import 'server-only'
import type { Session } from '@/lib/auth'
import type { Editor } from '@/lib/publishing/schema'

export const STUDIO_READ = {
  staff: 'marketer',
  limits: [{ name: 'studio-reads', per: 'account' }],
} as const
export const STUDIO_WRITE = {
  staff: 'marketer',
  limits: [{ name: 'studio-writes', per: 'account' }],
} as const

/** Whom drafts, revisions and logs name. */
export const editorOf = ({ accountId, name, email }: Session): Editor => ({
  id: accountId,
  name: name || email,
})
