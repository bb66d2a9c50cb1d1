/**
 * `npm run keys:rotate [-- --data .local]`: wraps the data keys of all sealed rows with the newest key of ENCRYPTION_KEYS
 * and KMS_KEY_ID, and says how many. Run it again at any time, also after it was stopped; ends with 1 when a row could
 * not be opened. Once it finds nothing, older keys can be taken out of the environment.
 */
import path from 'node:path'
import { rotateKeys } from '@/lib/payments'
import { command } from '../terminal/command'

const flags = command({
  run: 'npm run keys:rotate --',
  about:
    'Wraps the data keys of all sealed rows with the newest key. Safe to stop and to run again; ends with 1 when a row could not be opened.',
  examples: ['npm run keys:rotate'],
})
  .option('--data <folder>', 'of the shop, unless DATABASE_URL names it', '.local')
  .parse()
  .opts()
if (!process.env['DATABASE_URL']) process.loadEnvFile(path.join(flags.data, 'shop.env'))

const rotations = await rotateKeys({
  onBatch: ({ table, found }) => console.log(`  … ${table}: ${found} looked at`),
})
for (const { table, found, rewrapped, overtaken, failed } of rotations) {
  const exceptions = [
    overtaken && `${overtaken} changed in between`,
    failed && `${failed} FAILED (see the log)`,
  ]
  const words = [`${found} of an older key`, `${rewrapped} wrapped again`, ...exceptions].filter(Boolean)
  console.log(`${table.padEnd(8)} ${words.join(', ')}`)
}
process.exit(rotations.some(({ failed }) => failed > 0) ? 1 : 0)
