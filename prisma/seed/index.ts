/**
 * `npm run seed [-- --products 10000] [--data .local]`: puts the catalogue into the database of DATABASE_URL, or of the
 * shop that `npm start` keeps in that folder.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { z } from 'zod'
import { PrismaClient } from '../generated/shop/client'
import { command, wholeNumberFrom } from '../../scripts/terminal/command'
import { loadCatalogue } from './load'

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
const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
try {
  const startedAt = performance.now()
  const added = await loadCatalogue(db, { variations: flags.products })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(
    added > 0 ? `${added} products added in ${seconds} s` : 'The catalogue is complete; nothing to add.',
  )
} finally {
  await db.$disconnect()
}

async function urlOfLocalShop(folder: string): Promise<string> {
  const file = path.join(folder, 'stack.json')
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`Set DATABASE_URL, or start the shop first: there is no ${file}.`)
  })
  return z.object({ postgres: z.string() }).parse(JSON.parse(text)).postgres
}
