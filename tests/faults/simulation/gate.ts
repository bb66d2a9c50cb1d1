import { AsyncLocalStorage } from 'node:async_hooks'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { MessageSpec } from '@/local/qstash/message'

/** A call that wants to leave its process: it waits until the scheduler lets it through, loses it or kills its process. */
export interface Crossing {
  actor: Actor
  boundary: 'postgres' | 'stripe' | 'bus'
  /** the SQL, or the method and path */
  label: string
  act: () => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
  /** changes nothing: faults of these are worth less of a run's time */
  isRead: boolean
  /** what a client gets when the network fails it */
  networkError: () => unknown
}

/** What lies outside a simulated process: its lane's databases, processor and bus, as the gates call them. */
interface Outside {
  readonly databases: Record<'shop' | 'fulfillment', SqlDriverAdapter>
  readonly stripe: {
    request(method: string, path: string, form: string, idempotencyKey?: string): Promise<Response>
  }
  readonly bus: { publish(spec: MessageSpec): string }
}

/** One simulated process: what it does until its work ends or it is killed. */
export interface Actor {
  lane: Outside
  name: string
  dead: boolean
  done: boolean
  /** Breaks a connection off, on which a transaction is open: the server undoes what it had begun. */
  connections: Set<() => Promise<unknown>>
  /** Where its calls wait; without one they pass at once. */
  parked: Crossing[] | null
}

const current = new AsyncLocalStorage<Actor>()

export const actorNow = (): Actor | undefined => current.getStore()

export const runAs = <Result>(actor: Actor, work: () => Result): Result => current.run(actor, work)

type CallMade = Pick<Crossing, 'boundary' | 'label' | 'networkError'> & { isRead?: boolean }

/** Every call to the world outside goes through here. */
export function cross<Result>(
  { boundary, label, networkError, isRead = false }: CallMade,
  act: () => Promise<Result>,
): Promise<Result> {
  const actor = current.getStore()
  if (!actor) throw new Error(`a call to ${boundary} from nobody`)
  if (actor.dead) return new Promise(() => undefined)
  const outside = () => current.exit(act)
  if (!actor.parked) return outside()
  const { parked } = actor
  return new Promise((resolve, reject) => {
    parked.push({
      actor,
      boundary,
      label,
      act: outside,
      resolve: (value) => resolve(value as Result),
      reject,
      isRead,
      networkError,
    })
  })
}

/** `kill -9`: what waits is never answered, what it had begun is undone, and nothing of it goes on. */
export function kill(actor: Actor): void {
  actor.dead = true
  actor.done = true
  const { parked } = actor
  if (parked) parked.splice(0, parked.length, ...parked.filter((crossing) => crossing.actor !== actor))
  breakConnections(actor)
}

/** What a cut in the network does to the transactions of a process. */
export function breakConnections(actor: Actor): void {
  for (const breakOff of actor.connections) void breakOff().catch(() => undefined)
  actor.connections.clear()
}
