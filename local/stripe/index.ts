import { once } from 'node:events'
import type { Server } from 'node:http'
import { Api } from './api'
import { Backend } from './backend'
import { Faults } from './faults'
import { LocalApi } from './local-api'
import { createHttpServer } from './server'
import { Store } from './store'
import { Webhooks, type WebhookTarget } from './webhooks'

export interface LocalStripeOptions {
  /** Any free port when left out or 0. Always on 127.0.0.1. */
  port?: number
  /** The keys handed back to the caller; the server accepts any test key and refuses live ones. */
  secretKey?: string
  publishableKey?: string
  webhooks?: WebhookTarget[]
  /** With a file, everything survives a restart; without, it is forgotten. */
  dataFile?: string
}

export interface LocalStripe {
  url: string
  secretKey: string
  publishableKey: string
  /** Load this before `loadStripe` and it is used in place of js.stripe.com. */
  stripeJsUrl: string
  /** Replaces the endpoints given at the start; those made through the API stay. */
  setWebhooks(webhooks: WebhookTarget[]): void
  close(): Promise<void>
}

/** Starts a stand-in for the Stripe API (test mode only) and for Stripe.js. */
export async function startLocalStripe(options: LocalStripeOptions = {}): Promise<LocalStripe> {
  const secretKey = options.secretKey ?? 'sk_test_local'
  const publishableKey = options.publishableKey ?? 'pk_test_local'
  if (!secretKey.startsWith('sk_test_') || !publishableKey.startsWith('pk_test_')) {
    throw new Error('The local Stripe stand-in takes test keys only')
  }

  let url = ''
  const faults = new Faults()
  const store = new Store(options.dataFile)
  const webhooks = new Webhooks(store, faults)
  const backend = new Backend(store, webhooks, () => url)
  const api = new Api(backend, faults)
  const server = createHttpServer(api, new LocalApi(api, backend, faults))

  url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`
  webhooks.configure(options.webhooks ?? [])
  webhooks.resume()

  return {
    url,
    secretKey,
    publishableKey,
    stripeJsUrl: `${url}/stripe.js`,
    setWebhooks: (targets) => webhooks.configure(targets),
    async close() {
      webhooks.close()
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}
