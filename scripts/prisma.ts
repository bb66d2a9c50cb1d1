import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Environment, startProcess } from '../local/process'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DATABASES = ['shop', 'fulfillment'] as const

/** Runs the Prisma CLI; it needs no download (scripts/schema-engine.mjs). @throws with its output when it fails */
export async function prisma(args: readonly string[], env: Environment = {}): Promise<string> {
  let output = ''
  const cli = await startProcess({
    command: process.execPath,
    args: [path.join(ROOT, 'node_modules', 'prisma', 'build', 'index.js'), ...args],
    cwd: ROOT,
    env: {
      PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, 'scripts', 'schema-engine.mjs'),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      ...process.env,
      // The engine's first line asks for `node`: let it be the one that runs us.
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
      ...env,
    },
    onOutput: (chunk) => (output += chunk.toString('utf8')),
  })
  const code = await cli.ended
  if (code !== 0) throw new Error(`prisma ${args.join(' ')} ended with ${code}:\n${output.trim()}`)
  return output
}

/** Brings both databases to the newest migration. Running it again changes nothing. */
export async function migrate(urls: { shop: string; fulfillment: string }): Promise<void> {
  await Promise.all(
    DATABASES.map((database) =>
      prisma(['migrate', 'deploy'], {
        PRISMA_DATABASE: database,
        DATABASE_URL: urls[database],
        FULFILLMENT_DATABASE_URL: urls[database],
      }),
    ),
  )
}

/** Brings the warehouse's database alone to the newest migration. */
export const migrateFulfillment = (url: string): Promise<string> =>
  prisma(['migrate', 'deploy'], { PRISMA_DATABASE: 'fulfillment', FULFILLMENT_DATABASE_URL: url })

/** Writes the clients of both databases; with `ifOlder`, only those whose schema has changed since. */
export async function generateClients(options: { ifOlder?: boolean } = {}): Promise<void> {
  const outdated = DATABASES.filter((database) => !options.ifOlder || isOutdated(database))
  await Promise.all(outdated.map((database) => prisma(['generate'], { PRISMA_DATABASE: database })))
}

function isOutdated(database: (typeof DATABASES)[number]): boolean {
  const client = path.join(ROOT, 'prisma', 'generated', database, 'client.ts')
  if (!existsSync(client)) return true
  const made = statSync(client).mtimeMs
  const sources = [
    path.join(ROOT, 'prisma', database, 'schema.prisma'),
    path.join(ROOT, 'node_modules', 'prisma', 'package.json'),
  ]
  return (
    sources.some((file) => statSync(file).mtimeMs > made) || readdirSync(path.dirname(client)).length === 0
  )
}
