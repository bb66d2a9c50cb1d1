import { readFile } from 'node:fs/promises'
import { z } from 'zod'

export interface Counts {
  passed: number
  failed: number
}

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
})

/** What Vitest's JSON report counts; a file that could not be loaded is one failure. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, testResults } = VitestReport.parse(report)
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return { passed: numPassedTests, failed: numFailedTests + broken.length }
}

/** What Playwright's JSON report counts; a test that passed at the second attempt only has failed. */
export function countPlaywright(report: unknown): Counts {
  const { expected, unexpected, flaky } = PlaywrightReport.parse(report).stats
  return { passed: expected, failed: unexpected + flaky }
}

/**
 * The verdict of a run of tests: a runner that ended badly without naming a failed test has failed once, and so has one
 * that ran no test at all.
 */
export function verdict(counted: Counts | undefined, exitCode: number | string): Counts {
  const { passed, failed } = counted ?? { passed: 0, failed: 0 }
  const silent = failed === 0 && (exitCode !== 0 || passed === 0)
  return { passed, failed: silent ? 1 : failed }
}

export const readReport = async (
  file: string,
  count: (report: unknown) => Counts,
): Promise<Counts | undefined> =>
  readFile(file, 'utf8').then(
    (text) => count(JSON.parse(text)),
    () => undefined,
  )
