/**
 * `npm run doctor [-- --env-file FILE --skip app,schedules]`: looks at every variable, connection, webhook and schedule
 * of a deployment and says how to fix what is wrong; ends with 1 when something is. In production
 * `npm run doctor -- --fingerprints` prints what every other deployment needs to recognise production's hosts and secrets.
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { withBranch } from '../../lib/config/branch-environment'
import { printFingerprints } from '../../lib/config/fingerprints'
import { command, refuse } from '../terminal/command'
import { diagnose, type Finding } from './index'

const MARKS = { well: '✓', warning: '!', fault: '✗' } as const

const flags = command({
  run: 'npm run doctor --',
  about:
    'Looks at every variable, connection, webhook and schedule of a deployment, and says how to fix what is wrong. Ends with 1 when something is.',
  examples: ['npm run doctor', 'npm run doctor -- --env-file .env.production --skip app,schedules'],
})
  .option('--env-file <file>', 'whose variables win over those of the environment')
  .option('--skip <parts>', 'what not to look at, with commas between')
  .option(
    '--fingerprints',
    "prints what other deployments need to recognise production's hosts and secrets",
    false,
  )
  .parse()
  .opts()
const environment = { ...process.env, ...fromFile(flags.envFile) }
if (flags.fingerprints) fingerprints()
else await report()

async function report(): Promise<void> {
  const findings = await diagnose(
    environment,
    flags.skip?.split(',').map((part) => part.trim()),
  )
  for (const finding of findings) console.log(inWords(finding))
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length
  const [faults, warnings] = [count('fault'), count('warning')]
  const also = warnings > 0 ? `, ${warnings} to know of` : ''
  console.log(faults === 0 ? `\nAll is well${also}.` : `\n${faults} to fix${also}.`)
  process.exit(faults === 0 ? 0 : 1)
}

function inWords({ part, state, says, fix }: Finding): string {
  const line = `  ${MARKS[state]} ${part.padEnd(22)} ${says}`
  return fix ? `${line}\n    ${''.padEnd(22)} → ${fix}` : line
}

/** What stands in the file wins: it is the deployment that is asked about. */
function fromFile(file: string | undefined): NodeJS.Dict<string> {
  if (!file) return {}
  if (!existsSync(file)) return refuse(`There is no ${file}.`)
  return parseEnv(readFileSync(file, 'utf8'))
}

function fingerprints(): void {
  const complete = withBranch(environment)
  if (complete['DEPLOYMENT'] !== 'production') {
    refuse(
      'Fingerprints are taken of production: run this with its variables, DEPLOYMENT=production among them.',
    )
  }
  console.log(`PRODUCTION_FINGERPRINTS=${printFingerprints(complete)}`)
}
