import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { branchNames } from '@/lib/config/branch-names'

// `npm run preview` with branches that have what it asks of a branch, scripts/start.mjs, and nothing to build.
// `npm run previews:test` does it with the shop itself.

const START = `
  import { createServer } from 'node:http'
  import { mkdirSync, writeFileSync } from 'node:fs'
  import { parseArgs } from 'node:util'
  const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' }, reset: { type: 'boolean' } } })
  const { DEPLOYMENT, PREVIEW_BRANCH, REDIS_PREFIX = '' } = process.env
  const said = JSON.stringify({ DEPLOYMENT, PREVIEW_BRANCH, REDIS_PREFIX, version: VERSION })
  createServer((_, response) => response.end(said)).listen(Number(values.port), '127.0.0.1', () => {
    mkdirSync(values.data, { recursive: true })
    writeFileSync(values.data + '/stack.json', JSON.stringify({ app: 'http://127.0.0.1:' + values.port }))
    console.log('  a step\\n\\n  Ready after 0.1 s.')
  })`

const ROOT = process.cwd()
const repository = mkdtempSync(path.join(tmpdir(), 'fiftyone-preview-'))
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: repository, encoding: 'utf8', stdio: 'pipe' }).trim()
const placeOf = (branch: string) => path.join(repository, '.previews', branchNames(branch).slug)

function preview(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    let output = ''
    const env = { ...process.env, REDIS_PREFIX: 'someone-elses' }
    const child = spawn(process.execPath, ['scripts/preview.mjs', ...args], {
      cwd: repository,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    child.once('exit', (code) => resolve({ code, output }))
  })
}

async function list(): Promise<
  { branch: string; state: string; url: string; behind: number | null; pid: number }[]
> {
  return JSON.parse((await preview('--list', '--json')).output)
}

function commit(branch: string, version: number): void {
  git('checkout', '--quiet', '-B', branch)
  writeFileSync(path.join(repository, 'scripts/start.mjs'), START.replace('VERSION', String(version)))
  // Another lockfile than the one here: nothing is shared, and there is nothing to install.
  writeFileSync(path.join(repository, 'package-lock.json'), `{ "of": "${branch}" }\n`)
  git('add', '.')
  git('commit', '--quiet', '-m', `Version ${version}`)
  git('checkout', '--quiet', 'main')
  utimesSync(path.join(repository, 'package-lock.json'), 0, 0)
}

beforeAll(() => {
  for (const folder of ['scripts', 'local', 'lib/config'])
    cpSync(path.join(ROOT, folder), path.join(repository, folder), { recursive: true })
  rmSync(path.join(repository, 'scripts/start.mjs'))
  for (const file of ['package.json', 'tsconfig.json', 'package-lock.json'])
    cpSync(path.join(ROOT, file), path.join(repository, file))
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(repository, 'node_modules'))
  writeFileSync(path.join(repository, '.gitignore'), 'node_modules\n.previews\n')
  git('init', '--quiet', '--initial-branch', 'main')
  git('config', 'user.email', 'test@example.com')
  git('config', 'user.name', 'Test')
  git('add', '.')
  git('commit', '--quiet', '-m', 'No start')
  commit('feature/one', 1)
  commit('two', 1)
}, 180_000)

afterAll(async () => {
  for (const branch of ['feature/one', 'two', 'main']) await preview('--remove', branch)
  rmSync(repository, { recursive: true, force: true })
}, 180_000)

test('two branches run at once and go on running, each told its branch and none of its caller’s names', async () => {
  for (const branch of ['feature/one', 'two']) {
    const { code, output } = await preview(branch)
    expect([code, output]).toEqual([0, expect.stringContaining('it goes on running')])
    const [, url = ''] = /Preview {4}(\S+)/.exec(output) ?? []
    const said = await (await fetch(url)).json()
    expect(said).toEqual({ DEPLOYMENT: 'preview', PREVIEW_BRANCH: branch, REDIS_PREFIX: '', version: 1 })
  }
  const previews = await list()
  expect(previews.map(({ branch, state }) => [branch, state])).toEqual([
    ['feature/one', 'running'],
    ['two', 'running'],
  ])
  expect(new Set(previews.map(({ url }) => url)).size).toBe(2)
}, 180_000)

test('a branch that has moved on is said to; asked again, it is moved on at the same address and keeps its data', async () => {
  const before = (await list()).find(({ branch }) => branch === 'two')
  const kept = path.join(placeOf('two'), 'data', 'kept')
  writeFileSync(kept, 'orders')
  git('checkout', '--quiet', 'two')
  writeFileSync(path.join(repository, 'scripts/start.mjs'), START.replace('VERSION', '2'))
  git('commit', '--quiet', '-am', 'Version 2')
  writeFileSync(path.join(repository, 'scripts/start.mjs'), START.replace('VERSION', '3'))
  utimesSync(path.join(repository, 'package-lock.json'), 0, 0)
  expect((await preview('--list')).output).toContain('1 commit behind: npm run preview -- two')

  const { output } = await preview('two')
  expect(output).toContain('1 uncommitted changes here are not part of it')
  const after = (await list()).find(({ branch }) => branch === 'two')
  expect([after?.url, after?.behind]).toEqual([before?.url, 0])
  expect(await (await fetch(after?.url ?? '')).json()).toMatchObject({ version: 2 })
  expect(readFileSync(kept, 'utf8')).toBe('orders')
  git('checkout', '--quiet', '--force', 'main')
  utimesSync(path.join(repository, 'package-lock.json'), 0, 0)
}, 180_000)

test('stopped, it is listed as stopped and its data stays; removed, nothing of it is left, and the other still runs', async () => {
  const url = (await list()).find(({ branch }) => branch === 'two')?.url ?? ''
  expect((await preview('--stop', 'two')).output).toContain('Stopped two; its data stays.')
  await expect(fetch(url)).rejects.toThrow()
  expect((await list()).find(({ branch }) => branch === 'two')).toMatchObject({ state: 'stopped' })
  expect((await preview('--stop', 'two')).output).toContain('was not running')
  expect((await preview('--remove', 'two')).code).toBe(0)
  expect(existsSync(placeOf('two'))).toBe(false)
  expect(git('worktree', 'list').split('\n')).toHaveLength(2)
  expect((await list()).map(({ branch, state }) => [branch, state])).toEqual([['feature/one', 'running']])
}, 180_000)

test('the preview of a branch that is gone can still be stopped and removed', async () => {
  git('branch', '--quiet', '-D', 'feature/one')
  expect((await preview('--list')).output).toContain('the branch is gone')
  expect((await preview('--remove', 'feature/one')).code).toBe(0)
  expect(await list()).toEqual([])
}, 180_000)

test.each([
  ['a branch that is not there', ['no-such'], 1, 'There is no branch "no-such" here'],
  ['a branch without a start', ['main'], 1, 'it has no scripts/start.mjs'],
  ['a path out of the folder', ['--remove', '../../etc'], 1, 'There is no preview of'],
  ['no port', ['main', '--port', '70000'], 2, 'Give a number from 1 to 65535'],
])(
  '%s is refused in words',
  async (_, args, code, words) => {
    const answer = await preview(...args)
    expect([answer.code, answer.output]).toEqual([code, expect.stringContaining(words)])
  },
  30_000,
)

test('a start that fails is told with where to read why, and is not left behind', async () => {
  git('checkout', '--quiet', '-B', 'broken')
  writeFileSync(
    path.join(repository, 'scripts/start.mjs'),
    `console.log('  the build broke'); process.exit(3)`,
  )
  git('add', '.')
  git('commit', '--quiet', '-m', 'Broken')
  const { code, output } = await preview('broken')
  expect([code, output]).toEqual([
    1,
    expect.stringMatching(/the build broke[\s\S]*ended with 3\. All it said: .*preview\.log/),
  ])
  expect((await list())[0]).toMatchObject({ branch: 'broken', state: 'stopped' })
  mkdirSync(path.join(repository, '.previews'), { recursive: true })
  expect((await preview('--remove', 'broken')).code).toBe(0)
}, 180_000)
