import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { freePort } from '../../local/free-port'
import { startLocalOidc } from '../../local/oidc'
import { startLocalPostgres } from '../../local/postgres'
import { startLocalQStash } from '../../local/qstash'

type Environment = Record<string, string>

/** Starts what the environment does not name: a Postgres with one database, a bus, a sign-in. */
export async function startOwnParts(options: {
  dataDir: string
  port: number
  url: string
  given: Environment
}): Promise<{ env: Environment; close(): Promise<void> }> {
  const { dataDir, port, url, given } = options
  const started: { close(): Promise<void> }[] = []
  const close = async () => {
    await Promise.all(started.map((part) => part.close()))
  }
  const start = async <Part extends { close(): Promise<void> }>(part: Promise<Part>): Promise<Part> => {
    const running = await part
    started.push(running)
    return running
  }
  const env: Environment = { APP_URL: url, NEXTAUTH_SECRET: randomBytes(24).toString('base64url'), ...given }
  const from = 20_000 + (port % 1_000) * 10
  try {
    if (!given['FULFILLMENT_DATABASE_URL']) {
      const database = 'fiftyone_fulfillment'
      const folder = path.join(dataDir, 'postgres')
      const postgres = await start(
        startLocalPostgres({ dataDir: folder, port: await freePort(from), databases: [database] }),
      )
      env['FULFILLMENT_DATABASE_URL'] = postgres.url(database)
    }
    if (!given['QSTASH_URL']) {
      const bus = await start(startLocalQStash({ port: await freePort(from + 1) }))
      const { token, currentSigningKey, nextSigningKey } = bus
      Object.assign(env, {
        QSTASH_URL: bus.url,
        QSTASH_TOKEN: token,
        QSTASH_CURRENT_SIGNING_KEY: currentSigningKey,
        QSTASH_NEXT_SIGNING_KEY: nextSigningKey,
      })
    }
    if (!given['OIDC_ISSUER']) {
      const clientSecret = randomBytes(24).toString('base64url')
      const client = { clientId: 'warehouse', clientSecret, redirectUris: [`${url}/api/auth/callback/oidc`] }
      const oidc = await start(startLocalOidc({ port: await freePort(from + 2), clients: [client] }))
      Object.assign(env, {
        OIDC_ISSUER: oidc.issuer,
        OIDC_CLIENT_ID: client.clientId,
        OIDC_CLIENT_SECRET: clientSecret,
      })
    }
    return { env, close }
  } catch (error) {
    await close()
    throw error
  }
}
