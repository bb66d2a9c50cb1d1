import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { freePort } from '../../local/free-port'
import { startUntilReady } from './start-until-ready'

export interface ShopUnderTest {
  url: string
  /** Where its stack.json is. */
  stackFile: string
  stop(): Promise<void>
}

/** Settings that tests can wait for and not run into; a caller's own win. */
const SETTINGS = { HOLD_MINUTES: '2', RATE_LIMIT_FACTOR: '100' }

/**
 * Builds and starts a new shop as `npm start` does, with data and ports of its own.
 * @throws with its output when it does not come up
 */
export async function startShopUnderTest(root: string, dataDir: string): Promise<ShopUnderTest> {
  const port = await freePort(3100)
  const shop = await startUntilReady({
    root,
    args: ['scripts/start/shop.ts', '--reset', '--data', dataDir, '--port', String(port)],
    env: { ...SETTINGS, ...process.env },
  })
  const stackFile = path.join(root, dataDir, 'stack.json')
  const { app } = z.object({ app: z.string() }).parse(JSON.parse(await readFile(stackFile, 'utf8')))
  return { url: app, stackFile, stop: async () => shop.stop(15_000) }
}
