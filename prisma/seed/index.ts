/**
 * `npm run seed [-- --products 10000] [--data .local]`: puts the catalogue into the database of DATABASE_URL, or of the
 * shop that `npm start` keeps in that folder.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { command, wholeNumberFrom } from '../../scripts/terminal/command'
import { seedDatabase } from './seed-database'

const flags = command({
  run: 'npm run seed --',
  about:
    'Puts the catalogue into the database of DATABASE_URL, or of the shop that npm start keeps in a folder.',
  examples: ['npm run seed', 'npm run seed -- --products 10000'],
})
  .option(
    '--products <count>',
    'variations beside the catalogue itself, for scale tests',
    wholeNumberFrom(0, 1_000_000),
    0,
  )
  .option('--data <folder>', 'of the shop, unless DATABASE_URL names its database', '.local')
  .parse()
  .opts()

const connectionString = process.env['DATABASE_URL'] || (await urlOfLocalShop(flags.data))
const startedAt = performance.now()
const { added } = await seedDatabase(connectionString, { variations: flags.products })
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
console.log(
  added > 0 ? `${added} products added in ${seconds} s` : 'The catalogue is complete; nothing to add.',
)

async function urlOfLocalShop(folder: string): Promise<string> {
  const file = path.join(folder, 'stack.json')
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`Set DATABASE_URL, or start the shop first: there is no ${file}.`)
  })
  return z.object({ postgres: z.string() }).parse(JSON.parse(text)).postgres
}
