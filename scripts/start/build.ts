import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { startProcess } from '../../local/process'

/** What a build is made from. public/ is not: it is read when it is asked for. */
const SOURCES = [
  ...['app', 'components', 'lib', 'prisma/shop/schema.prisma', 'prisma/fulfillment/schema.prisma'],
  ...['prisma/seed/photos.json', 'next.config.js', 'proxy.ts', 'instrumentation.ts', 'postcss.config.mjs'],
  ...['tsconfig.json', 'package-lock.json'],
]
/** Settings that are read when a request comes and never stand in a page. */
const NOT_BAKED = new Set([
  'RATE_LIMIT_FACTOR',
  'DATABASE_POOL',
  'FULFILLMENT_DATABASE_POOL',
  'ALERT_WEBHOOK_URL',
  'SHARED_CACHE',
])

export interface BuildOptions {
  root: string
  distDir: string
  env: Record<string, string>
  /** How much there was to show; static pages are made from it. */
  products: number
}

/** The state that a build would have now: equal to that of the last one, nothing needs building. */
async function fingerprint({ root, distDir, env, products }: BuildOptions): Promise<string> {
  const hash = createHash('sha256')
  const baked = Object.entries(env).filter(([name]) => !NOT_BAKED.has(name))
  hash.update(JSON.stringify([process.version, distDir, products, baked.sort()]))
  for (const source of SOURCES) await addTo(hash, root, source)
  return hash.digest('hex')
}

async function addTo(hash: ReturnType<typeof createHash>, root: string, relative: string): Promise<void> {
  const file = path.join(root, relative)
  const entries = await readdir(file, { withFileTypes: true }).catch(() => undefined)
  if (entries) {
    for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!/\.test\.tsx?$/.test(name)) await addTo(hash, root, path.join(relative, name))
    }
  } else if (existsSync(file)) {
    hash.update(`${relative}\0`).update(await readFile(file))
  }
}

const markFile = ({ root, distDir }: BuildOptions) => path.join(root, distDir, 'fiftyone-build')

export async function isBuilt(options: BuildOptions): Promise<boolean> {
  const last = await readFile(markFile(options), 'utf8').catch(() => undefined)
  return last === (await fingerprint(options))
}

/** @throws with the build's output when it fails */
export async function build(options: BuildOptions): Promise<void> {
  const { root, env } = options
  const mark = await fingerprint(options)
  await rm(markFile(options), { force: true })
  let output = ''
  const next = await startProcess({
    command: process.execPath,
    args: [path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    cwd: root,
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    onOutput: (chunk) => (output += chunk.toString('utf8')),
  })
  const code = await next.ended
  if (code !== 0) throw new Error(`next build ended with ${code}:\n${output.trim()}`)
  await writeFile(markFile(options), mark)
}
