import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { interactionHandler, sendPage } from './interactions'
import { handleLocal } from './local-routes'
import { errorPage } from './pages'
import { People, type Person } from './people'
import { createProvider, type OidcClient } from './provider'

export interface LocalOidcOptions {
  /** A free port unless given. */
  port?: number | undefined
  /** The applications that may sign people in. One named `fiftyone`, on port 3000, unless given. */
  clients?: OidcClient[] | undefined
}

export interface LocalOidc {
  issuer: string
  /** Of the first client. */
  clientId: string
  clientSecret: string
  /** Who can sign in, with their passwords, as at the start. */
  people: readonly Person[]
  close(): Promise<void>
}

/**
 * Starts an OpenID provider on 127.0.0.1 with demo people: authorization code with PKCE, discovery, userinfo,
 * introspection (with the current roles), revocation and logout. Clients authenticate by `client_secret_basic`.
 *
 * Keys, sessions and tokens live in memory and end with it. `GET /_local/people` and
 * `POST /_local/people/{email}` with `{"roles": […]}` read and change roles while it runs.
 */
export async function startLocalOidc(options: LocalOidcOptions = {}): Promise<LocalOidc> {
  const clients = options.clients?.length ? options.clients : [defaultClient()]
  const [{ clientId, clientSecret } = defaultClient()] = clients
  const people = new People()
  const server = createServer()
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  const issuer = `http://127.0.0.1:${port}`
  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  // The issuer's name needs the port; requests that come before the provider exists wait for it.
  const listener = requestListener(issuer, clients, people)
  server.on('request', (request, response) => {
    listener.then((handle) => handle(request, response)).catch(() => response.destroy())
  })
  try {
    await listener
  } catch (error) {
    await close()
    throw error
  }
  return { issuer, clientId, clientSecret, people: people.list(), close }
}

async function requestListener(
  issuer: string,
  clients: readonly OidcClient[],
  people: People,
): Promise<RequestListener> {
  const provider = await createProvider(issuer, clients, people)
  const handleInteraction = interactionHandler(provider, people)
  const handleOidc = provider.callback()
  return (request, response) => {
    const fail = (error: unknown) =>
      sendPage(response, 400, errorPage({ error: error instanceof Error ? error.message : String(error) }))
    if (request.url?.startsWith('/_local/')) handleLocal(people, request, response).catch(fail)
    else if (request.url?.startsWith('/sign-in/')) handleInteraction(request, response).catch(fail)
    else void handleOidc(request, response)
  }
}

const defaultClient = (): OidcClient => ({
  clientId: 'fiftyone',
  clientSecret: randomBytes(24).toString('base64url'),
  redirectUris: ['http://localhost:3000/api/auth/callback/oidc'],
})
