import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'

const ROOT = process.cwd()
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

/** Those that hand over to a program of their own once everything is installed. */
const CONTINUED = {
  'scripts/start.mjs': 'scripts/start/shop.ts',
  'scripts/test.mjs': 'scripts/test/run.ts',
  'scripts/preview.mjs': 'scripts/preview/run.ts',
} as const satisfies Record<string, string>

/** The programs of ours that package.json names, and the benchmarks. */
const COMMANDS = Object.entries(scripts)
  .flatMap(([name, line]) => {
    const file = /\b((?:scripts|prisma|bench)\/\S+\.(?:ts|mjs))/.exec(line)?.[1]
    return file
      ? [[name, Object.entries(CONTINUED).find(([from]) => from === file)?.[1] ?? file] as const]
      : []
  })
  .filter(([name]) => name !== 'dev')

class Ended extends Error {
  constructor(readonly code: unknown) {
    super(`ended with ${String(code)}`)
  }
}

afterEach(() => vi.restoreAllMocks())

/** Runs a program in this process until it ends. */
async function run(file: string, ...args: string[]): Promise<{ code: unknown; output: string }> {
  let output = ''
  const write = (chunk: unknown) => {
    output += String(chunk)
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(write)
  vi.spyOn(process.stderr, 'write').mockImplementation(write)
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Ended(code)
  })
  const entry = path.join(ROOT, file)
  vi.spyOn(process, 'argv', 'get').mockReturnValue([process.execPath, entry, ...args])
  vi.resetModules()
  const ended: unknown = await import(/* @vite-ignore */ entry).catch((error: unknown) => error)
  return { code: ended instanceof Ended ? ended.code : ended, output }
}

test('every script of ours is looked at', () => {
  expect(COMMANDS.length).toBeGreaterThan(18)
})

test.each(COMMANDS)('npm run %s -- --help: what it does, its options and an example', async (name, file) => {
  const { code, output } = await run(file, '--help')
  expect(code).toBe(0)
  expect(output).toMatch(name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name} --`)
  expect(output).toMatch(/^Usage: .+\n\n\w[^]+\n\n(?:Arguments|Options):\n/)
  expect(output).toMatch(/\nExamples?:\n {2}npm /)
})

test.each(COMMANDS)('npm run %s: a wrong option is named in one line', async (_, file) => {
  const { code, output } = await run(file, '--no-such-option')
  expect(code).toBe(2)
  expect(output).toMatch(/^error: .*'--no-such-option'[^\n]*\n(?:\(.+\)\n)?$/)
})

test.each([
  ['a number that is none', 'scripts/invariants/run.ts', ['--settle', 'soon'], '--settle'],
  ['a port that is none', 'scripts/start/shop.ts', ['--port', '70000'], 'from 1 to 65535'],
  ['a number that is not whole', 'prisma/seed/index.ts', ['--products', '1.5'], 'whole number'],
  ['a missing argument', 'scripts/order/run.ts', [], "'number'"],
  ['an order that is none', 'scripts/order/run.ts', ['F51'], '"F51" is no order'],
  ['a benchmark that is none', 'bench/run.ts', ['nothing'], 'There is no benchmark "nothing"'],
])('%s is refused in one line', async (_, file, args, says) => {
  const { code, output } = await run(file, ...args)
  expect(code).toBe(2)
  expect(output).toContain(says)
  expect(output.trim().split('\n')).toHaveLength(1)
})
