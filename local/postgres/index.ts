import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startProcess } from '../process'
import { postgresBinaries } from './binaries'
import { createMissing } from './create-missing'
import { runAs, type User, userFor } from './user'

export interface LocalPostgres {
  /** Connection string of one database of this server. */
  url(database: string): string
  close(): Promise<void>
}

export interface LocalPostgresOptions {
  dataDir: string
  port: number
  databases: readonly string[]
  /** False for tests: nothing is synced to disk, so that a power cut would lose the data. */
  durable?: boolean
}

const NAME = 'fiftyone'
const START_TIMEOUT_MS = 60_000

/**
 * Starts a real Postgres 18 on loopback with its data in `dataDir`, and makes the databases that are missing.
 * A server left behind by a killed run is stopped first. It ends with this process, however this process ends.
 * @throws with the server's last words when it does not start
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const { port, databases, durable = true } = options
  const dataDir = path.resolve(options.dataDir)
  const { initdb, postgres } = await postgresBinaries()
  await stopLeftover(dataDir)
  const user = userFor(dataDir)
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) await initialise(initdb, dataDir, user, durable)

  const log = `${dataDir}.log`
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    ...(durable
      ? ['shared_buffers=256MB']
      : [
          'shared_buffers=128MB',
          'fsync=off',
          'synchronous_commit=off',
          'full_page_writes=off',
          'autovacuum=off',
        ]),
  ]
  const server = await startProcess({
    ...runAs(user, postgres, ['-D', dataDir, ...settings.flatMap((setting) => ['-c', setting])], [dataDir]),
    env: { ...process.env, LC_ALL: 'C' },
    cwd: '/',
    output: openSync(log, 'w', 0o600),
    stopSignal: 'SIGINT', // Postgres: end now, cleanly
  })

  const url = (database: string) => `postgresql://${NAME}:${NAME}@127.0.0.1:${port}/${database}`
  let exit: number | string | undefined
  void server.ended.then((how) => (exit = how))
  try {
    const client = await connect(url('postgres'), () => exit)
    for (const database of databases) await createMissing(client, database)
    await client.end()
  } catch (error) {
    await server.stop()
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`Postgres did not start: ${reason}\n${tail(log)}`, { cause: error })
  }
  return { url, close: () => server.stop(10_000) }
}

async function connect(url: string, hasEnded: () => number | string | undefined): Promise<pg.Client> {
  for (const giveUp = Date.now() + START_TIMEOUT_MS; ; await sleep(30)) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (error) {
      const ended = hasEnded()
      if (ended !== undefined) throw new Error(`it ended with ${ended}`, { cause: error })
      if (Date.now() > giveUp) throw error
    }
  }
}

async function initialise(
  initdb: string,
  dataDir: string,
  user: User | undefined,
  durable: boolean,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiftyone-initdb-'))
  const passwordFile = path.join(folder, 'password')
  await writeFile(passwordFile, NAME, { mode: 0o600 })
  mkdirSync(dataDir, { recursive: true })
  chmodSync(dataDir, 0o700)
  if (user) for (const file of [folder, passwordFile, dataDir]) chownSync(file, user.uid, user.gid)
  let output = ''
  try {
    const args = [
      ...[`--pgdata=${dataDir}`, `--username=${NAME}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      // Postgres' own locale: the same order of strings on every system.
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--data-checksums', ...(durable ? [] : ['--no-sync'])],
    ]
    const run = await startProcess({
      ...runAs(user, initdb, args, [dataDir, passwordFile]),
      cwd: '/',
      onOutput: (chunk) => (output += chunk.toString('utf8')),
    })
    const code = await run.ended
    if (code !== 0) throw new Error(`initdb ended with ${code}:\n${output.trim()}`)
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true })
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Ends the server of an earlier run that was killed before it could stop its own. */
async function stopLeftover(dataDir: string): Promise<void> {
  const pidFile = path.join(dataDir, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0])
  const alive = () => {
    try {
      return pid > 0 && process.kill(pid, 0)
    } catch {
      return false
    }
  }
  if (alive() && commandOf(pid).includes('postgres')) {
    process.kill(pid, 'SIGINT')
    for (let waited = 0; alive() && waited < 10_000; waited += 100) await sleep(100)
  }
  rmSync(pidFile, { force: true })
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' })
  } catch {
    return 'postgres' // no ps on this system: trust the file
  }
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-15).join('\n') : ''
}
