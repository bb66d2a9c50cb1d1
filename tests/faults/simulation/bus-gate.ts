import { callbackBody } from '@/local/qstash/callbacks'
import { type MessageSpec, parseMessage } from '@/local/qstash/message'
import { actorNow, cross } from './gate'

export interface BusMessage {
  id: string
  spec: MessageSpec
  attempts: number
}

/** The bus: messages lie here until the scheduler delivers, loses or repeats them. */
export class SimulatedBus {
  readonly messages: BusMessage[] = []
  readonly #seen = new Set<string>()
  #count = 0

  publish(spec: MessageSpec): string {
    const known = spec.deduplicationId
    if (known !== undefined && this.#seen.has(known)) return 'duplicate'
    if (known !== undefined) this.#seen.add(known)
    const id = `msg_${++this.#count}`
    this.messages.push({ id, spec, attempts: 0 })
    return id
  }

  /** What the consumer answered goes back to who wanted to know. */
  callBack(message: BusMessage, answer: object): void {
    const { callback } = message.spec
    if (!callback) return
    const outcome = { status: 200, header: {}, body: Buffer.from(JSON.stringify(answer)) }
    const source = { id: message.id, spec: message.spec, createdAt: 0, state: 'active' as const }
    const body = Buffer.from(JSON.stringify(callbackBody(source as never, outcome, 0)))
    this.publish(parseMessage(callback.url, callback.headers, body, 0))
  }
}

/** Stands where `fetch` stands. The bus is reached through the gate. */
export async function gatedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const url = new URL(String(input))
  const bus = actorNow()?.lane.bus
  if (url.hostname !== 'bus.simulation' || !bus) throw new TypeError('fetch failed')
  const destination = url.pathname.replace(/^\/v2\/publish\//, '')
  const headers = Object.fromEntries(new Headers(init?.headers))
  const spec = parseMessage(destination, headers, Buffer.from(String(init?.body ?? '')), 0)
  return cross({ boundary: 'bus', label: destination, networkError: noNetwork }, () =>
    Promise.resolve(Response.json({ messageId: bus.publish(spec) })),
  )
}

const noNetwork = () => new TypeError('fetch failed')
