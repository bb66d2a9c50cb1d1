import { invalidRequest, resourceMissing } from '../errors'
import { randomText } from '../ids'
import { listPage, pageParams } from '../lists'
import { mergeMetadata } from '../objects/address'
import { buildWebhookEndpoint, withoutSecret } from '../objects/webhook-endpoint'
import { metadata, text, url, words } from '../params'
import { type Call, defineRoute } from './route'

export const createWebhookEndpoint = defineRoute({
  on: 'POST /v1/webhook_endpoints',
  params: {
    url,
    enabled_events: words,
    api_version: text.optional(),
    description: text.optional(),
    metadata: metadata.optional(),
  },
  check({ enabled_events }) {
    if (enabled_events.length > 0) return
    throw invalidRequest({ message: 'enabled_events must not be empty.', param: 'enabled_events' })
  },
  run: (params, { backend }) =>
    backend.store.webhookEndpoints.put(
      buildWebhookEndpoint({
        url: params.url,
        secret: `whsec_${randomText(32)}`,
        events: params.enabled_events,
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
      }),
    ),
})

export const retrieveWebhookEndpoint = defineRoute({
  on: 'GET /v1/webhook_endpoints/:id',
  params: {},
  run: (_, call) => withoutSecret(endpointOf(call)),
})

export const listWebhookEndpoints = defineRoute({
  on: 'GET /v1/webhook_endpoints',
  params: pageParams,
  run(params, { backend }) {
    const page = listPage(backend.store.webhookEndpoints, '/v1/webhook_endpoints', params)
    // Those configured from outside stand for endpoints made in the dashboard.
    const configured = params.starting_after === undefined ? backend.webhooks.configuredEndpoints() : []
    return { ...page, data: [...configured, ...page.data].map(withoutSecret) }
  },
})

export const deleteWebhookEndpoint = defineRoute({
  on: 'DELETE /v1/webhook_endpoints/:id',
  params: {},
  run(_, call) {
    const { id, object } = endpointOf(call)
    call.backend.store.webhookEndpoints.delete(id)
    return { id, object, deleted: true }
  },
})

function endpointOf({ backend, id }: Call) {
  const endpoint = backend.store.webhookEndpoints.get(id)
  if (endpoint === undefined) throw resourceMissing('webhook_endpoint', id, 'webhook_endpoint', 404)
  return endpoint
}
