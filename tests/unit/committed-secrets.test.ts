import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { entropyBits } from '@/lib/config/unfit-for-production'

// Nothing that opens anything was ever committed, nor stands in what the browser gets.

/** Keys by the shape that their vendors give them. What tests make up is shorter, or repeats itself. */
const SHAPES: Record<string, RegExp> = {
  'a live key of Stripe': /\b[sr]k_live_[A-Za-z0-9]{24,}/g,
  'a test key of Stripe': /\b[sr]k_test_[A-Za-z0-9]{24,}/g,
  'a webhook secret of Stripe': /\bwhsec_[A-Za-z0-9]{32,}/g,
  'a key of AWS': /\bAKIA[0-9A-Z]{16}\b/g,
  'a token of GitHub': /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/g,
  'a token of Slack': /\bxox[abpr]-[A-Za-z0-9-]{20,}/g,
  'a private key': /-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----\s*[A-Za-z0-9+/]{40,}/g,
  'a token of Upstash': /\bA[A-Z][A-Za-z0-9]{2}AA[I-L][A-Za-z0-9]{40,}=*/g,
  'an address with a password': /\bpostgres(?:ql)?:\/\/[\w-]+:[^\s@'"`$]{16,}@(?!localhost|127\.)[\w.-]+/g,
}

const findings = (text: string): string[] =>
  Object.entries(SHAPES).flatMap(([what, shape]) =>
    [...text.matchAll(shape)].flatMap(([found]) =>
      entropyBits(found) > 80 ? [`${what}: ${found.slice(0, 12)}…`] : [],
    ),
  )

test('the scan finds what it is for', () => {
  // Put together here, so that this file is not found itself.
  const planted = [
    `sk_${'live'}_51Hq8ZtK2nP0aWcRbY7dXe9Lm`,
    `AK${'IA'}J7Q2ZK4M9XW3RT5B`,
    `gh${'p'}_a8Kd93jLsP02mQx7Zr5Tn1Vb6Yc4Wf8Hg2Jk`,
    `postgres${'ql'}://shop:k3vQ9xT2mW7rY4zB8nL@db.example.net/shop`,
  ]
  for (const one of planted) expect(findings(`const key = '${one}'`), one.slice(0, 6)).toHaveLength(1)
  expect(findings('sk_test_replaceme sk_live_x pk_live_production')).toEqual([])
})

test('no commit of this history has added a secret', (context) => {
  if (!existsSync('.git')) return context.skip()
  const log = execFileSync(
    'git',
    [
      'log',
      '-p',
      '--unified=0',
      '--no-color',
      '--no-ext-diff',
      '--',
      '.',
      ':!*.lock',
      ':!package-lock.json',
      ':!*.svg',
      ':!*.png',
    ],
    {
      maxBuffer: 1024 ** 3,
    },
  ).toString('latin1')
  const added = log.split('\n').filter((line) => line.startsWith('+'))
  expect(added.length).toBeGreaterThan(1_000)
  expect(findings(added.join('\n'))).toEqual([])
})

/** Builds that stand here; `npm test` makes one before its browser tests, and the canary of hazard 30 looks there as well. */
const builds = readdirSync('.')
  .filter((name) => name.startsWith('.next'))
  .map((name) => path.join(name, 'static'))
  .filter((folder) => existsSync(folder))

test.runIf(builds.length > 0)('nothing that a build gives to browsers has a secret', () => {
  for (const folder of builds) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(js|css|json)$/.test(name),
    )
    for (const file of files)
      expect(findings(readFileSync(path.join(folder, file), 'utf8')), file).toEqual([])
  }
})
