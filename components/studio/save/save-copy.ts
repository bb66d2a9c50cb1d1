import type { ProblemError } from '@/components/api-client/problem'
import type { Saving } from './machine'

export interface SaveCopy {
  /** beside the page's name, always there */
  short: string
  /** what stands in the way, when something does */
  trouble: { title: string; detail: string; isSignedOut: boolean; canRetry: boolean } | null
}

const KEPT = 'Your words are kept on this device.'

/** What became of what was typed. `time` writes a moment as the reader's clock does: "12:03". */
export function saveCopy(
  { phase, savedAt }: Pick<Saving<unknown>, 'phase' | 'savedAt'>,
  { draftAt, time }: { draftAt: string | null; time: (ms: number) => string },
): SaveCopy {
  switch (phase.name) {
    case 'settled': {
      const at = savedAt ?? (draftAt ? Date.parse(draftAt) : null)
      return { short: at === null ? 'No changes yet' : `Saved ${time(at)}`, trouble: null }
    }
    case 'pending':
    case 'saving':
      return { short: 'Saving…', trouble: null }
    case 'conflict':
      return { short: 'Not saved', trouble: null }
    case 'waiting':
      return {
        short: 'Not saved',
        trouble: {
          title: phase.problem.code === 'offline' ? 'Not saved: you are offline' : 'Not saved yet',
          detail:
            phase.problem.code === 'offline'
              ? `${KEPT} They are saved as soon as the connection is back.`
              : `${phase.problem.detail} ${KEPT} We keep trying.`,
          isSignedOut: false,
          canRetry: true,
        },
      }
    case 'refused':
      return { short: 'Not saved', trouble: refusal(phase.problem) }
  }
}

function refusal({ code, detail, facts }: ProblemError): NonNullable<SaveCopy['trouble']> {
  const trouble = { isSignedOut: false, canRetry: true }
  switch (code) {
    case 'not_signed_in':
      return {
        ...trouble,
        title: 'Not saved: your session has ended',
        detail: `Sign in again in a new tab, then try again here. ${KEPT}`,
        isSignedOut: true,
      }
    case 'not_allowed':
      return {
        ...trouble,
        title: 'Not saved: your account may no longer edit pages',
        detail: `Ask an administrator for the role, then try again. ${KEPT}`,
      }
    case 'not_found':
      return { ...trouble, title: 'Not saved: this page is no longer there', detail: KEPT }
    case 'body_too_large':
      return {
        ...trouble,
        title: 'Not saved: that is more than a page holds',
        detail: `Shorten the description, and it is saved. ${KEPT}`,
      }
    case 'invalid_input':
      return {
        ...trouble,
        title: 'Not saved: something in it cannot be kept',
        detail: `${(facts.errors ?? []).map(({ message }) => message).join('. ') || detail} ${KEPT}`.trim(),
      }
    default:
      return { ...trouble, title: 'Not saved', detail: `${detail} ${KEPT}` }
  }
}
