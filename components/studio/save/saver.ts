import type { ProblemError } from '@/components/api-client/problem'
import { backOff } from './back-off'
import {
  type Base,
  begin,
  canSend,
  isUnsaved,
  next,
  type Saving,
  type SavingEvent,
  type Theirs,
} from './machine'

/** Quiet time after the last key, and the longest that somebody who never pauses goes unsaved. */
const QUIET_MS = 700
const LONGEST_MS = 2_500

export type SaveAnswer<Content> =
  | { kind: 'saved'; version: number }
  | { kind: 'overtaken'; theirs: Theirs<Content> }
  | { kind: 'failed'; problem: ProblemError }

export interface SaverOptions<Content> {
  base: Base<Content>
  /** Never throws. */
  send: (draft: Base<Content>) => Promise<SaveAnswer<Content>>
  /** Keeps what is not saved where a crash leaves it; null: there is nothing to keep. */
  keep: (unsaved: { base: Base<Content>; content: Content } | null) => void
  now?: () => number
  chance?: () => number
}

export interface Saver<Content> {
  read: () => Saving<Content>
  subscribe: (listener: () => void) => () => void
  edit: (change: (content: Content) => Content) => void
  /** Sends at once what waits. True once nothing is unsaved, false when something stands in the way. */
  flush: () => Promise<boolean>
  /** Another version was seen without a save of ours: shown when there is nothing to lose, else to be chosen. */
  overtaken: (theirs: Theirs<Content>) => void
  choose: (content: Content) => void
  load: (base: Base<Content>) => void
  /** Stops the clocks; a save on its way still ends. */
  stop: () => void
}

/** Sends drafts as the machine says: one at a time, after a pause, again after a failure. */
export function createSaver<Content>(options: SaverOptions<Content>): Saver<Content> {
  const { send, keep, now = Date.now, chance = Math.random } = options
  const listeners = new Set<() => void>()
  let state = begin(options.base)
  let timer: ReturnType<typeof setTimeout> | undefined

  function apply(event: SavingEvent<Content>): void {
    const before = state
    state = next(state, event)
    if (state === before) return
    if (state.content !== before.content || isUnsaved(state) !== isUnsaved(before)) {
      keep(isUnsaved(state) ? { base: state.base, content: state.content } : null)
    }
    schedule(before)
    for (const listener of listeners) listener()
  }

  function schedule(before: Saving<Content>): void {
    const { phase } = state
    if (phase.name === 'waiting' && phase === before.phase) return
    clearTimeout(timer)
    if (phase.name === 'pending') {
      timer = setTimeout(sendNow, Math.max(0, Math.min(QUIET_MS, phase.since + LONGEST_MS - now())))
    } else if (phase.name === 'waiting') {
      const wished = (phase.problem.facts.retryAfter ?? 0) * 1_000
      timer = setTimeout(sendNow, Math.max(wished, backOff(phase.attempt, chance())))
    }
  }

  function sendNow(): void {
    if (!canSend(state)) return
    const { base, content } = state
    apply({ type: 'sending' })
    void send({ ...base, content }).then((answer) => {
      if (answer.kind === 'saved') apply({ type: 'saved', version: answer.version, now: now() })
      else if (answer.kind === 'failed') apply({ type: 'failed', problem: answer.problem })
      else apply({ type: 'overtaken', theirs: answer.theirs, now: now() })
    })
  }

  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  /** Resolves at the first state that is not on its way to another by itself. */
  const atRest = () =>
    new Promise<void>((resolve) => {
      const look = () => {
        // What was typed while a save was on its way goes out at once: somebody waits for it.
        if (state.phase.name === 'pending') return sendNow()
        if (state.phase.name === 'saving') return
        stopListening()
        resolve()
      }
      const stopListening = subscribe(look)
      look()
    })

  return {
    read: () => state,
    subscribe,
    edit: (change) => apply({ type: 'edited', content: change(state.content), now: now() }),
    async flush() {
      sendNow()
      await atRest()
      return !isUnsaved(state)
    },
    overtaken: (theirs) => apply({ type: 'overtaken', theirs, now: now() }),
    choose: (content) => apply({ type: 'chosen', content, now: now() }),
    load: (base) => apply({ type: 'loaded', base }),
    stop: () => clearTimeout(timer),
  }
}
