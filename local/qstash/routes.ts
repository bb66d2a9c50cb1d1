import { z } from 'zod'
import type { Bus, DeadLetter } from './bus'
import { faultsSchema, NO_FAULTS } from './faults'
import { type Answer, parseBody, type Route } from './http'
import { type Message, parseMessage } from './message'
import type { Schedules } from './schedules'
import { deadLetterView, logView, messageView, scheduleView } from './views'

const batch = z.array(
  z.object({
    destination: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().default(''),
  }),
)
const tick = z.strictObject({ at: z.iso.datetime({ offset: true }).optional() })

const notFound = (what: string): Answer => ({ status: 404, json: { error: `${what} not found` } })

/** The part of QStash's v2 API that the shop and its tests use. URL groups, queues and flow control are left out. */
export function qstashRoutes(bus: Bus, schedules: Schedules): Route[] {
  const publish: Route = {
    method: 'POST',
    path: '/v2/publish/{url}',
    handle: ({ params: [url = ''], headers, body }) => ({
      json: { ...bus.publish(parseMessage(url, headers, body, Date.now())), url },
    }),
  }
  const publishBatch: Route = {
    method: 'POST',
    path: '/v2/batch',
    handle: ({ body }) => {
      // All are read before the first is published, so that a batch with a fault publishes nothing.
      const specs = parseBody(batch, body).map((one) => {
        const headers = Object.entries(one.headers).map(([name, value]) => [name.toLowerCase(), value])
        return parseMessage(one.destination, Object.fromEntries(headers), Buffer.from(one.body), Date.now())
      })
      return { json: specs.map((spec) => ({ ...bus.publish(spec), url: spec.url })) }
    },
  }
  return [publish, publishBatch, ...messageRoutes(bus), ...dlqRoutes(bus), ...scheduleRoutes(schedules)]
}

function messageRoutes(bus: Bus): Route[] {
  const matching = (query: URLSearchParams): Message[] => {
    const ids = query.getAll('messageIds')
    return [...bus.messages.values()].filter(
      (message) => (ids.length === 0 || ids.includes(message.id)) && passes(message, query),
    )
  }
  return [
    {
      method: 'GET',
      path: '/v2/messages/{id}',
      handle: ({ params: [id = ''] }) => {
        const message = bus.messages.get(id)
        return message ? { json: messageView(message) } : notFound(`message ${id}`)
      },
    },
    {
      method: 'DELETE',
      path: '/v2/messages/{id}',
      handle: ({ params: [id = ''] }) =>
        bus.cancel(id) ? { json: { cancelled: 1 } } : notFound(`message ${id}`),
    },
    {
      method: 'DELETE',
      path: '/v2/messages',
      handle: ({ query }) => ({
        json: { cancelled: matching(query).filter(({ id }) => bus.cancel(id)).length },
      }),
    },
    ...['/v2/events', '/v2/logs'].map((path): Route => ({
      method: 'GET',
      path,
      handle: ({ query }) => {
        const ids = [...query.getAll('messageIds'), ...query.getAll('messageId')]
        const found = bus.log.filter(({ message }) => ids.length === 0 || ids.includes(message.id))
        const newestFirst = found.map(logView).reverse()
        return { json: { events: newestFirst.slice(0, Number(query.get('count') ?? 1000)) } }
      },
    })),
  ]
}

function dlqRoutes(bus: Bus): Route[] {
  const matching = (query: URLSearchParams): DeadLetter[] => {
    const ids = query.getAll('dlqIds')
    const found = [...bus.deadLetters.values()].filter(
      ({ dlqId, message }) => (ids.length === 0 || ids.includes(dlqId)) && passes(message, query),
    )
    return found.slice(0, Number(query.get('count') ?? 100))
  }
  return [
    {
      method: 'GET',
      path: '/v2/dlq',
      handle: ({ query }) => ({ json: { messages: matching(query).map(deadLetterView) } }),
    },
    {
      method: 'GET',
      path: '/v2/dlq/{id}',
      handle: ({ params: [id = ''] }) => {
        const letter = bus.deadLetters.get(id)
        return letter ? { json: deadLetterView(letter) } : notFound(`dead letter ${id}`)
      },
    },
    {
      method: 'DELETE',
      path: '/v2/dlq/{id}',
      handle: ({ params: [id = ''] }) =>
        bus.deadLetters.delete(id) ? { json: { deleted: 1 } } : notFound(`dead letter ${id}`),
    },
    {
      method: 'DELETE',
      path: '/v2/dlq',
      handle: ({ query }) => ({
        json: { deleted: matching(query).filter(({ dlqId }) => bus.deadLetters.delete(dlqId)).length },
      }),
    },
    {
      method: 'POST',
      path: '/v2/dlq/retry',
      handle: ({ query }) => ({
        json: {
          responses: matching(query).map(({ dlqId }) => ({ messageId: bus.retryDeadLetter(dlqId) })),
        },
      }),
    },
  ]
}

function scheduleRoutes(schedules: Schedules): Route[] {
  const pausing = (verb: 'pause' | 'resume'): Route => ({
    method: 'PATCH',
    path: `/v2/schedules/{id}/${verb}`,
    handle: ({ params: [id = ''] }) => {
      const schedule = schedules.get(id)
      if (!schedule) return notFound(`schedule ${id}`)
      schedule.isPaused = verb === 'pause'
      return { json: {} }
    },
  })
  return [
    pausing('pause'),
    pausing('resume'),
    {
      method: 'POST',
      path: '/v2/schedules/{url}',
      handle: ({ params: [url = ''], headers, body }) => ({
        json: { scheduleId: schedules.put(url, headers, body).id },
      }),
    },
    { method: 'GET', path: '/v2/schedules', handle: () => ({ json: schedules.list().map(scheduleView) }) },
    {
      method: 'GET',
      path: '/v2/schedules/{id}',
      handle: ({ params: [id = ''] }) => {
        const schedule = schedules.get(id)
        return schedule ? { json: scheduleView(schedule) } : notFound(`schedule ${id}`)
      },
    },
    {
      method: 'DELETE',
      path: '/v2/schedules/{id}',
      handle: ({ params: [id = ''] }) => (schedules.delete(id) ? { json: {} } : notFound(`schedule ${id}`)),
    },
  ]
}

/** Whether the message has one of the wanted values of each filter that is given. */
function passes({ id, spec }: Message, query: URLSearchParams): boolean {
  const values = { messageId: [id], url: [spec.url], label: spec.labels, scheduleId: [spec.scheduleId ?? ''] }
  return Object.entries(values).every(([name, own]) => {
    const wanted = query.getAll(name)
    return wanted.length === 0 || own.some((value) => wanted.includes(value))
  })
}

/** Switches for tests, from outside: faults, loss of everything, the clock of the schedules, and counts. */
export function localRoutes(bus: Bus, schedules: Schedules): Route[] {
  const setFaults = (faults: typeof bus.faults): Answer => {
    bus.faults = faults
    return { json: faults }
  }
  const state = () => ({
    ...bus.counts,
    pending: bus.messages.size,
    inFlight: bus.active,
    deadLetters: bus.deadLetters.size,
    schedules: schedules.list().length,
    faults: bus.faults,
  })
  const wipe = (): Answer => {
    bus.wipe()
    return { json: state() }
  }
  return [
    { method: 'GET', path: '/_local/state', handle: () => ({ json: state() }) },
    {
      method: 'POST',
      path: '/_local/faults',
      handle: ({ body }) => setFaults(parseBody(faultsSchema, body)),
    },
    { method: 'DELETE', path: '/_local/faults', handle: () => setFaults(NO_FAULTS) },
    { method: 'POST', path: '/_local/wipe', handle: wipe },
    {
      method: 'POST',
      path: '/_local/tick',
      handle: ({ body }) => {
        const { at } = parseBody(tick, body)
        return { json: { fired: schedules.fire(at === undefined ? undefined : new Date(at)) } }
      },
    },
  ]
}
