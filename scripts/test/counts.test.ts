import { expect, test } from 'vitest'
import { countPlaywright, countVitest, verdict } from './counts'

test('a test file that could not be loaded counts as a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(countVitest(report)).toEqual({ passed: 3, failed: 2 })
})

test('a browser test that passed at the second attempt only has failed', () => {
  expect(countPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 2 } })).toEqual({
    passed: 5,
    failed: 3,
  })
})

test.each([
  ['all passed', { passed: 4, failed: 0 }, 0, { passed: 4, failed: 0 }],
  ['some failed', { passed: 4, failed: 2 }, 1, { passed: 4, failed: 2 }],
  ['no test ran', { passed: 0, failed: 0 }, 0, { passed: 0, failed: 1 }],
  ['ended badly though all passed', { passed: 4, failed: 0 }, 1, { passed: 4, failed: 1 }],
  ['no report', undefined, 'SIGKILL', { passed: 0, failed: 1 }],
])('%s', (_, counted, exitCode, expected) => {
  expect(verdict(counted, exitCode)).toEqual(expected)
})
