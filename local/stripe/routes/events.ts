import { resourceMissing } from '../errors'
import { createdParam, listPage, pageParams } from '../lists'
import { boolean, text, words } from '../params'
import { defineRoute } from './route'

export const retrieveEvent = defineRoute({
  on: 'GET /v1/events/:id',
  params: {},
  run(_, { backend, id }) {
    const event = backend.store.events.get(id)
    if (event === undefined) throw resourceMissing('event', id, 'id', 404)
    return event
  },
})

export const listEvents = defineRoute({
  on: 'GET /v1/events',
  params: {
    ...pageParams,
    ...createdParam,
    delivery_success: boolean.optional(),
    type: text.optional(),
    types: words.optional(),
  },
  run({ delivery_success, type, types, ...page }, { backend }) {
    const wanted = types ?? (type === undefined ? undefined : [type])
    return listPage(
      backend.store.events,
      '/v1/events',
      page,
      (event) =>
        (wanted === undefined || wanted.some((pattern) => matches(event.type, pattern))) &&
        (delivery_success === undefined || (event.pending_webhooks === 0) === delivery_success),
    )
  },
})

/** `charge.*` stands for every event of a charge. */
function matches(type: string, pattern: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern
}
