/**
 * `npm run invariants [-- --data .local --settle SECONDS]`: prints one line for each invariant, ends with 1 when one is
 * broken. Checks the shop whose data is in the folder, or the one that the environment names. With --settle, looks again
 * until everything holds or the time is up, for a shop that is still at work.
 */
import path from 'node:path'
import { command, numberFrom } from '../terminal/command'
import { checkInvariants, type Finding } from './index'

const flags = command({
  run: 'npm run invariants --',
  about:
    'Checks that every unit, order, payment and shipment adds up. Prints a line for each invariant; ends with 1 when one is broken.',
  examples: ['npm run invariants', 'npm run invariants -- --data .local-2 --settle 60'],
})
  .option('--data <folder>', 'of the shop, unless DATABASE_URL names it', '.local')
  .option('--settle <seconds>', 'looks again for so long until everything holds', numberFrom(0, 3_600), 0)
  .parse()
  .opts()
if (!process.env['DATABASE_URL']) process.loadEnvFile(path.join(flags.data, 'shop.env'))

const isClean = (findings: readonly Finding[]) => findings.every(({ faults }) => faults.length === 0)
const until = Date.now() + flags.settle * 1_000
let findings = await checkInvariants()
while (!isClean(findings) && Date.now() < until) {
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  findings = await checkInvariants()
}

const SHOWN = 10
for (const { id, rule, faults } of findings) {
  console.log(`${faults.length === 0 ? 'holds ' : 'BROKEN'} ${id}  ${rule}`)
  for (const fault of faults.slice(0, SHOWN)) console.log(`         ${fault}`)
  if (faults.length > SHOWN) console.log(`         … and ${faults.length - SHOWN} more`)
}
for (const { id, faults } of findings) {
  if (faults.length === 0) continue
  // Operators watch for this line; docs/alerts has a page for it.
  console.error(
    JSON.stringify({ level: 'error', event: 'alert.invariant_broken', reason: id, count: faults.length }),
  )
}
process.exit(isClean(findings) ? 0 : 1)
