import type { ProblemError } from '@/components/api-client/problem'
import { sameContent } from './same-content'

/** What the server has, and what the next save must name to go over it. */
export interface Base<Content> {
  /** the draft's; 0: there is none */
  version: number
  /** the published one */
  revision: number
  content: Content
}

/** What somebody else made of the page; `by` is null when what is there is the published page. */
export interface Theirs<Content> extends Base<Content> {
  by: string | null
  at: string | null
}

export type Phase<Content> =
  /** what is on the screen is what the server has */
  | { name: 'settled' }
  /** typed, and not sent yet; `since` in ms */
  | { name: 'pending'; since: number }
  | { name: 'saving'; sent: Content }
  /** no answer, or "later": sent again by itself */
  | { name: 'waiting'; attempt: number; problem: ProblemError }
  /** sending it again would not help until somebody does something */
  | { name: 'refused'; problem: ProblemError }
  /** somebody else saved first; nothing is sent until one has chosen */
  | { name: 'conflict'; theirs: Theirs<Content> }

export interface Saving<Content> {
  /** what the server has, as far as we know */
  base: Base<Content>
  /** what is on the screen */
  content: Content
  phase: Phase<Content>
  /** failed attempts in a row, for the back-off */
  attempts: number
  /** what was sent since `base` without an answer: it may have arrived */
  unanswered: readonly Content[]
  /** ms since the epoch; null: not in this visit */
  savedAt: number | null
}

export type SavingEvent<Content> =
  | { type: 'edited'; content: Content; now: number }
  | { type: 'sending' }
  | { type: 'saved'; version: number; now: number }
  | { type: 'failed'; problem: ProblemError }
  | { type: 'overtaken'; theirs: Theirs<Content>; now: number }
  /** what one chose after a conflict; theirs, mine, or some of both */
  | { type: 'chosen'; content: Content; now: number }
  /** the server's word after a publish, a restore or a discard */
  | { type: 'loaded'; base: Base<Content> }

export function begin<Content>(base: Base<Content>): Saving<Content> {
  return {
    base,
    content: base.content,
    phase: { name: 'settled' },
    attempts: 0,
    unanswered: [],
    savedAt: null,
  }
}

/** What the screen and the server's copy do next. Words on the screen change by `edited`, `chosen` and `loaded` alone. */
export function next<Content>(state: Saving<Content>, event: SavingEvent<Content>): Saving<Content> {
  switch (event.type) {
    case 'edited':
      return edited(state, event.content, event.now)
    case 'sending':
      return canSend(state) ? { ...state, phase: { name: 'saving', sent: state.content } } : state
    case 'saved':
      return state.phase.name === 'saving' ? saved(state, state.phase.sent, event) : state
    case 'failed':
      return failed(state, event.problem)
    case 'overtaken':
      return overtaken(state, event.theirs, event.now)
    case 'chosen':
      if (state.phase.name !== 'conflict') return state
      return settle({ ...state, ...fresh(state.phase.theirs), content: event.content }, event.now)
    case 'loaded':
      return begin(event.base)
  }
}

/** Whether there is something to send, and nothing on its way or to be decided first. */
export function canSend({ phase }: Saving<unknown>): boolean {
  return phase.name === 'pending' || phase.name === 'waiting' || phase.name === 'refused'
}

/** Whether the screen has words that the server does not have. */
export const isUnsaved = ({ phase }: Saving<unknown>): boolean => phase.name !== 'settled'

/** Pending, or settled when the words are the server's again. */
function settle<Content>(state: Saving<Content>, now: number): Saving<Content> {
  const phase: Phase<Content> = sameContent(state.content, state.base.content)
    ? { name: 'settled' }
    : { name: 'pending', since: now }
  return { ...state, phase }
}

const baseOf = <Content>({ version, revision, content }: Base<Content>): Base<Content> => ({
  version,
  revision,
  content,
})

const fresh = <Content>(base: Base<Content>) => ({
  base: baseOf(base),
  attempts: 0,
  unanswered: [],
})

function edited<Content>(state: Saving<Content>, content: Content, now: number): Saving<Content> {
  const { phase } = state
  const typed = { ...state, content }
  if (phase.name === 'pending') return settle(typed, phase.since)
  // New text may resolve a refusal. A save that is under way, waits or needs a decision stays so.
  if (phase.name === 'settled' || phase.name === 'refused') return settle(typed, now)
  return typed
}

function saved<Content>(
  state: Saving<Content>,
  sent: Content,
  { version, now }: { version: number; now: number },
): Saving<Content> {
  return settle({ ...state, ...fresh({ ...state.base, version, content: sent }), savedAt: now }, now)
}

const LATER = new Set(['offline', 'unreadable', 'unavailable', 'internal', 'too_many_requests'])

function failed<Content>(state: Saving<Content>, problem: ProblemError): Saving<Content> {
  if (state.phase.name !== 'saving') return state
  if (!LATER.has(problem.code)) return { ...state, phase: { name: 'refused', problem } }
  const attempts = state.attempts + 1
  const unanswered = [...state.unanswered, state.phase.sent]
  return { ...state, attempts, unanswered, phase: { name: 'waiting', attempt: attempts, problem } }
}

function overtaken<Content>(state: Saving<Content>, theirs: Theirs<Content>, now: number): Saving<Content> {
  // The draft that is there is one that we sent: it arrived, and only the answer was lost.
  const sent = state.phase.name === 'saving' ? [...state.unanswered, state.phase.sent] : state.unanswered
  const ours = sent.find((content) => sameContent(theirs.content, content))
  if (ours !== undefined) {
    return settle({ ...state, ...fresh(theirs), savedAt: now }, now)
  }
  const hasOwnWords = isUnsaved(state) && !sameContent(state.content, state.base.content)
  if (!hasOwnWords || sameContent(theirs.content, state.content)) {
    return { ...begin(baseOf(theirs)), savedAt: state.savedAt }
  }
  return { ...state, phase: { name: 'conflict', theirs } }
}
