import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

// Versions below these have known holes (docs/reliability.md, SECURITY.md).
const FLOORS = { next: '16.4.5', 'next-auth': '4.24.15', zod: '4.6.7' } as const

const Lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))

/** Whether a version is at least another one; a prerelease is older than its release. */
function isAtLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => text.split('-', 1)[0]?.split('.').map(Number) ?? []
  const [own, least] = [numbers(version), numbers(floor)]
  const at = own.findIndex((number, i) => number !== least[i])
  return at === -1 ? !version.includes('-') : (own[at] ?? 0) > (least[at] ?? 0)
}

test.each(Object.entries(FLOORS))(
  '%s is installed at %s or newer, wherever it is installed',
  (name, floor) => {
    const versions = Object.entries(packages).flatMap(([path, { version }]) =>
      path.endsWith(`node_modules/${name}`) && version ? [version] : [],
    )
    expect(versions.length).toBeGreaterThan(0)
    for (const version of versions) expect(isAtLeast(version, floor), version).toBe(true)
  },
)

test.each([
  ['16.4.5', '16.4.5', true],
  ['16.10.0', '16.4.5', true],
  ['17.0.0', '16.4.5', true],
  ['16.4.4', '16.4.5', false],
  ['16.4.5-canary.1', '16.4.5', false],
  ['4.24.9', '4.24.15', false],
])('%s is at least %s: %s', (version, floor, expected) => expect(isAtLeast(version, floor)).toBe(expected))

const Audit = z.object({
  metadata: z.object({ vulnerabilities: z.object({ high: z.int(), critical: z.int() }) }),
})

/** What `npm audit` finds in what production installs; null where no registry answers it. */
function audit(): z.infer<typeof Audit> | null {
  const run = () => execFileSync('npm', ['audit', '--omit=dev', '--json'], { timeout: 10_000, stdio: 'pipe' })
  try {
    return Audit.safeParse(JSON.parse(run().toString())).data ?? null
  } catch (error) {
    // It ends with 1 when it finds something, and when nobody answers.
    const { stdout } = z.object({ stdout: z.instanceof(Buffer).optional() }).parse(error)
    const answer = /^\s*\{/.test(stdout?.toString() ?? '') ? JSON.parse(String(stdout)) : null
    return Audit.safeParse(answer).data ?? null
  }
}

test('npm knows no high or critical hole in what production installs, where a registry answers', (context) => {
  const found = audit()
  if (!found) return context.skip()
  expect(found.metadata.vulnerabilities).toMatchObject({ high: 0, critical: 0 })
})
