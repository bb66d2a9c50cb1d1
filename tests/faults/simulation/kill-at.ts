import { type Actor, type Crossing, kill, runAs } from './gate'
import type { Lane } from './lane'

export interface KillPoint {
  /** the call at which the process dies: a part of its SQL, or of its method and path */
  call: string
  /** before it leaves, or when its effect is there and its answer is not */
  when: 'before' | 'after'
}

type Later = (task: () => Promise<unknown>) => void

/** Runs one process until it dies at a call. @returns whether that call was ever made */
export async function killAt(
  lane: Lane,
  { call, when }: KillPoint,
  work: (later: Later) => Promise<unknown>,
): Promise<boolean> {
  const parked: Crossing[] = []
  const actor: Actor = { lane, name: 'victim', dead: false, done: false, connections: new Set(), parked }
  void runAs(actor, () => work(() => undefined))
    .catch(() => undefined)
    .then(() => (actor.done = true))
  while (!actor.done) {
    const crossing = parked.shift()
    if (!crossing) {
      await new Promise((resolve) => setImmediate(resolve))
    } else if (crossing.label.includes(call)) {
      if (when === 'after') await crossing.act().catch(() => undefined)
      kill(actor)
      return true
    } else await crossing.act().then(crossing.resolve, crossing.reject)
  }
  return false
}
