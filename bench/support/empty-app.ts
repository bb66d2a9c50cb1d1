import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../local/free-port'
import { startProcess } from '../../local/process'

const FILES = {
  'package.json': '{ "private": true, "type": "module" }',
  'next.config.js': `import shop from '../next.config.js'
export default {
  cacheComponents: true,
  partialPrefetching: true,
  poweredByHeader: false,
  headers: shop.headers,
  turbopack: { root: ${JSON.stringify(path.resolve(import.meta.dirname, '../..'))} },
  typescript: { ignoreBuildErrors: true },
}`,
  'app/layout.js':
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }',
  'app/page.js': 'export default function Page() { return null }',
  'app/api/empty/route.js': `const answer = () => Response.json({ ok: true }, { headers: { 'cache-control': 'no-store' } })
export async function GET() { return answer() }
export async function POST(request) { await request.text(); return answer() }`,
}

/**
 * An application of its own with one route handler that does nothing, built and served by the same Next and Node as the
 * shop, behind the same proxy (Next looks for that from the root of the repository) and with the same headers: what is
 * compared is the handler.
 */
export async function startEmptyApp(root: string) {
  const dir = path.join(root, '.local-bench-empty')
  await rm(dir, { recursive: true, force: true })
  for (const [file, text] of Object.entries(FILES)) {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true })
    await writeFile(path.join(dir, file), text)
  }
  const next = path.join(root, 'node_modules/next/dist/bin/next')
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  let output = ''
  const build = await startProcess({
    command: process.execPath,
    args: [next, 'build'],
    cwd: dir,
    env,
    onOutput: (chunk) => (output += chunk.toString('utf8')),
  })
  if ((await build.ended) !== 0) throw new Error(output)
  const port = await freePort()
  const app = await startProcess({
    command: process.execPath,
    args: [next, 'start', '--port', String(port)],
    cwd: dir,
    env,
  })
  const url = `http://localhost:${port}/api/empty`
  for (const until = Date.now() + 30_000; ; await sleep(100)) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break
    if (Date.now() > until) throw new Error('the empty application did not start')
  }
  return {
    url,
    async close() {
      await app.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
