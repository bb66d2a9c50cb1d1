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
  #next: StartedProcess | undefined

  private constructor(
    readonly stack: LocalStack,
    readonly url: string,
    private readonly port: number,
    private readonly dataDir: string,
  ) {}

  static async open(name: string): Promise<BuiltShop> {
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
    return new BuiltShop(stack, `http://localhost:${port}`, port, dataDir)
  }

  async start(): Promise<void> {
    const { root, port } = { root: ROOT, port: this.port }
    const log = path.join(this.dataDir, 'next.log')
    this.#next = await serve({ root, mode: 'start', port, env: this.stack.env, log })
  }

  /** kill -9, whatever it is doing. */
  async kill(): Promise<void> {
    if (!this.#next) return
    process.kill(-this.#next.pid, 'SIGKILL')
    await this.#next.ended
  }

  /** Runs a job as a cron does. */
  async job(name: string): Promise<void> {
    const headers = { authorization: `Bearer ${this.stack.env['CRON_SECRET']}` }
    await fetch(`${this.url}/api/jobs/${name}`, { method: 'POST', headers })
  }

  async close(): Promise<void> {
    await this.#next?.stop()
    await this.stack.close()
  }
}
