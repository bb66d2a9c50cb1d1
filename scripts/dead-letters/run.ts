/**
 * `npm run deadletters [-- --data .local]`: messages between shop and warehouse that could not be delivered, the longest
 * waiting first. `--show ID` prints one whole, `--replay ID` takes it in after all, `--replay all` every one; again, or after
 * one came through by itself, nothing happens twice. Ends with 1 when one could not be replayed.
 */
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { AppError } from '@/lib/core/errors'
import { listDeadLetters, relayFulfillmentOutbox, replayDeadLetter } from '@/lib/fulfillment'
import type { DeadLetterView } from '@/lib/fulfillment/schema'
import { command } from '../terminal/command'

const flags = command({
  run: 'npm run deadletters --',
  about:
    'Lists the messages between shop and warehouse that could not be delivered, the longest waiting first.',
  examples: ['npm run deadletters', 'npm run deadletters -- --replay all'],
})
  .option('--data <folder>', 'of the shop, unless FULFILLMENT_DATABASE_URL names the database', '.local')
  .option('--show <id>', 'prints one whole')
  .option('--replay <id>', 'handles one after all, or "all"; again, nothing happens twice')
  .parse()
  .opts()
// Of a whole shop, or of a warehouse by itself.
const settings = ['shop.env', 'fulfillment.env'].map((name) => path.join(flags.data, name)).find(existsSync)
if (!process.env['FULFILLMENT_DATABASE_URL'] && settings) process.loadEnvFile(settings)

const letters = await listDeadLetters()
if (flags.show) show(flags.show)
else if (flags.replay) await replay(flags.replay)
else list()
process.exit()

function list(): void {
  if (letters.length === 0) console.log('No dead letters.')
  for (const { id, receivedAt, failures, error } of letters)
    console.log(`${id}  ${receivedAt}  failed ${failures}×  ${firstLine(error)}`)
}

function show(id: string): void {
  const letter = letters.find((one) => one.id === id)
  if (!letter) return unknown(id)
  console.log(`${letter.receivedAt}, failed ${letter.failures}×\n${letter.error}\n\n${letter.body}`)
}

async function replay(which: string): Promise<void> {
  const chosen = which === 'all' ? letters : letters.filter(({ id }) => id === which)
  if (chosen.length === 0 && which !== 'all') return unknown(which)
  for (const letter of chosen) await replayOne(letter)
  await relayFulfillmentOutbox()
}

async function replayOne({ id }: DeadLetterView): Promise<void> {
  try {
    await replayDeadLetter({ id, by: { id: 'terminal', name: `${userInfo().username} at a terminal` } })
    console.log(`${id}  replayed`)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    console.error(`${id}  ${error.detail}`)
    process.exitCode = 1
  }
}

function unknown(id: string): void {
  console.error(`No dead letter ${id} is open.`)
  process.exitCode = 1
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.slice(0, 100) ?? ''
}
