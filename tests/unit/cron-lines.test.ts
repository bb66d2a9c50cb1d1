import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { JOBS } from '../../scripts/schedules'

// A server that the bus can't reach runs the jobs by cron, from the lines in the docs.

const CALLED_BY_THE_SHOP = ['expire-tags']

/** Every job that a line of the page's crontabs calls: `/api/jobs/<name>`, or `$job` of a `for job in …; do` before it. */
function jobsByCron(page: string): string[] {
  const crontabs = [...page.matchAll(/```cron\n([\s\S]*?)```/g)].map(([, lines = '']) => lines)
  return crontabs
    .join('\n')
    .split('\n')
    .filter((line) => line.includes('/api/jobs/'))
    .flatMap((line) => {
      const looped = /for job in ([\w\s-]+);/.exec(line)?.[1]?.trim().split(/\s+/) ?? []
      return [...looped, ...[...line.matchAll(/\/api\/jobs\/([\w-]+)/g)].map(([, job = '']) => job)]
    })
}

test('the crontab in docs/deploy.md calls the jobs that the bus would call, and no other', () => {
  expect(jobsByCron(readFileSync('docs/deploy.md', 'utf8')).sort()).toEqual([...JOBS].sort())
})

test('every job handler is scheduled, but for the one that the shop itself calls', () => {
  const handlers = readdirSync('app/api/jobs', { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )
  expect(handlers.filter((job) => !CALLED_BY_THE_SHOP.includes(job)).sort()).toEqual([...JOBS].sort())
})
