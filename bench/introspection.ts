import { command } from '../scripts/terminal/command'
import { encode } from 'next-auth/jwt'
import { composeEnvironment, newSecrets, OIDC_CLIENT_ID } from '../local/environment'
import { startLocalOidc } from '../local/oidc'
import { signedInAt } from '../tests/support/sign-in'

const WARM_UP = 200
/** Turns of either way, one after the other, so that whatever else the machine does meets both alike. */
const TURNS = 40
const REQUESTS_A_TURN = 50
const AT_ONCE = [1, 16]

/**
 * What a staff write pays for asking the auth server (docs/decisions/0011): the same session checked by its own token
 * alone, and with introspection, in turns in one run. The auth server is the local one, on loopback, in this process: a
 * real one adds its network.
 */
export async function run(options: readonly string[]): Promise<void> {
  command({
    run: 'npm run bench -- introspection',
    about: 'What a write of staff pays for asking the auth server.',
    examples: ['npm run bench -- introspection'],
  }).parse([...options], { from: 'user' })
  const oidc = await startLocalOidc()
  const nowhere = 'http://127.0.0.1:9'
  const parts = {
    app: 'http://localhost:3000',
    postgres: 'postgresql://nobody@127.0.0.1:9/x',
    fulfillmentPostgres: 'postgresql://nobody@127.0.0.1:9/x',
    redis: { url: nowhere, token: 'x' },
    stripe: { url: nowhere, secretKey: 'sk_test_x', publishableKey: 'pk_test_x', stripeJsUrl: nowhere },
    qstash: { url: nowhere, token: 'x' },
    oidc: oidc.issuer,
  }
  const secrets = newSecrets()
  Object.assign(process.env, composeEnvironment(parts, secrets), {
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET: oidc.clientSecret,
  })
  const { confirmRole, requireRole, sessionOf } = await import('../lib/auth')
  const none = async () => false
  const keep = async () => undefined

  const token = {
    id: '0190a000-0000-7000-8000-000000000002',
    signedInAt: Date.now(),
    accountId: '0190a000-0000-7000-8000-000000000001',
    provider: 'oidc',
    email: 'warehouse@example.com',
    name: 'Wanda',
    roles: ['shopper', 'warehouse'],
    accessToken: await signedInAt(oidc, 'warehouse@example.com'),
  }
  const cookie = `next-auth.session-token=${await encode({ token, secret: secrets.nextAuthSecret })}`
  const request = { headers: new Headers({ cookie }) }
  const local = async () => requireRole(await sessionOf(request, none), 'warehouse')
  const introspected = async () => confirmRole(await sessionOf(request, none), 'warehouse', keep)

  for (const width of AT_ONCE) {
    await times(local, WARM_UP, width)
    await times(introspected, WARM_UP, width)
    const spent = { local: [] as number[], introspected: [] as number[] }
    for (let turn = 0; turn < TURNS; turn++) {
      spent.local.push(await times(local, REQUESTS_A_TURN, width))
      spent.introspected.push(await times(introspected, REQUESTS_A_TURN, width))
    }
    const [here, there] = [median(spent.local), median(spent.introspected)]
    console.log(
      `${String(width).padStart(2)} at once: checked here ${perRequest(here)}, introspected ${perRequest(there)} a request: ${(there / here).toFixed(0)} times`,
    )
  }
  await oidc.close()
}

const perRequest = (ms: number) => `${(ms / REQUESTS_A_TURN).toFixed(2)} ms`
const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0

/** @returns milliseconds for all of them */
async function times(work: () => Promise<unknown>, count: number, width: number): Promise<number> {
  const queue = Array.from({ length: count }).values()
  const startedAt = performance.now()
  const worker = async () => {
    for (const _ of queue) await work()
  }
  await Promise.all(Array.from({ length: width }, worker))
  return performance.now() - startedAt
}
