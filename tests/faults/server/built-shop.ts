import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../../local/free-port'
import type { StartedProcess } from '../../../local/process'
import { type LocalStack, startStack } from '../../../local/stack'
import { migrate } from '../../../scripts/prisma'
import { serve } from '../../../scripts/start/serve'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const BUILDS = ['.local-faults/next', '.local-test/next', '.local/next']

/**
 * A real production server over a stack of its own, whose process can be killed and started again. It runs a build that
 * exists already (NEXT_DIST_DIR, or one of `npm test` or `npm start`): the code is the same whatever data it was built with.
 */
export class BuiltShop {
  readonly #servers = new Map<string, StartedProcess>()

  private constructor(
    readonly stack: LocalStack,
    /** where each server answers; the first is the shop's own address */
    readonly urls: readonly string[],
    private readonly dataDir: string,
  ) {}

  /** @param options.servers how many servers share the stack */
  static async open(name: string, { servers = 1 } = {}): Promise<BuiltShop> {
    const wished = process.env['NEXT_DIST_DIR']
    const dist = (wished ? [wished] : BUILDS).find((dir) => existsSync(path.join(ROOT, dir, 'BUILD_ID')))
    if (!dist) throw new Error('There is no build to run: `npm run faults` and `npm start` make one.')
    const dataDir = path.join(ROOT, name)
    await rm(dataDir, { recursive: true, force: true })
    const port = await freePort(3_400)
    const stack = await startStack({ dataDir, appPort: port })
    try {
      await migrate({ shop: stack.parts.postgres, fulfillment: stack.parts.fulfillmentPostgres })
    } catch (error) {
      await stack.close()
      throw error
    }
    Object.assign(stack.env, {
      NEXT_DIST_DIR: dist,
      RATE_LIMIT_FACTOR: '100000',
      NEXT_TELEMETRY_DISABLED: '1',
    })
    const ports = [port]
    while (ports.length < servers) ports.push(await freePort((ports.at(-1) ?? port) + 1))
    const urls = ports.map((one) => `http://localhost:${one}`)
    return new BuiltShop(stack, urls, dataDir)
  }

  get url(): string {
    return this.urls[0] ?? ''
  }

  /** Starts one server; with others beside it, it shares the log of expired tags with them. */
  async start(url = this.url): Promise<void> {
    const { port } = new URL(url)
    const shared = this.urls.length > 1 && { SHARED_CACHE: 'on', ORIGIN_URL: url }
    const log = path.join(this.dataDir, `next-${port}.log`)
    const env = { ...this.stack.env, ...shared }
    this.#servers.set(url, await serve({ root: ROOT, mode: 'start', port: Number(port), env, log }))
  }

  /** kill -9, whatever it is doing. */
  async kill(url = this.url): Promise<void> {
    const server = this.#servers.get(url)
    if (!server) return
    process.kill(-server.pid, 'SIGKILL')
    await server.ended
  }

  /** Resident memory of a server with its children, in MB. */
  memory(url = this.url): number {
    const group = this.#servers.get(url)?.pid
    const lines = execFileSync('ps', ['-A', '-o', 'pgid=,rss='], { encoding: 'utf8' }).split('\n')
    const kilobytes = lines.map((line) => line.trim().split(/\s+/).map(Number))
    const own = kilobytes.filter(([pgid]) => pgid === group)
    return Math.round(own.reduce((sum, [, rss = 0]) => sum + rss, 0) / 1024)
  }

  /** Runs a job as a cron does. */
  async job(name: string): Promise<void> {
    const headers = { authorization: `Bearer ${this.stack.env['CRON_SECRET']}` }
    await fetch(`${this.url}/api/jobs/${name}`, { method: 'POST', headers })
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.stop()))
    await this.stack.close()
  }
}
