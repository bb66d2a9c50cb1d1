import { afterEach, beforeEach, expect, vi } from 'vitest'

let expected: RegExp[] = []
let errors: string[] = []
const lines: string[] = []

/** Says that this test makes the program complain: without it, any console.error fails the test. */
export function expectConsoleError(pattern: RegExp): void {
  expected.push(pattern)
}

/** Everything written to the console since the test file began; for tests of what must never be logged. */
export const consoleLines = (): readonly string[] => lines

const text = (values: unknown[]) =>
  values.map((value) => (value instanceof Error ? (value.stack ?? value.message) : String(value))).join(' ')

beforeEach(() => {
  expected = []
  errors = []
  const show = process.env['SHOW_LOGS'] ? process.stderr : undefined
  for (const level of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...values: unknown[]) => {
      const line = text(values)
      lines.push(line)
      show?.write(`${line}\n`)
      if (level === 'error') errors.push(line)
    })
  }
})

afterEach(() => {
  for (const level of ['info', 'warn', 'error'] as const) {
    const spy: unknown = console[level]
    if (vi.isMockFunction(spy)) spy.mockRestore()
  }
  const unexpected = errors.filter((line) => !expected.some((pattern) => pattern.test(line)))
  expect(unexpected, 'unexpected console.error; expectConsoleError(/…/) announces one').toEqual([])
})
