/** `npm run migrate:fulfillment`: brings the warehouse's database alone, FULFILLMENT_DATABASE_URL, to the newest migration. */
import { z } from 'zod'
import { migrateFulfillment } from './prisma'
import { command } from './terminal/command'

command({
  run: 'npm run migrate:fulfillment --',
  about: "Brings the warehouse's database alone, FULFILLMENT_DATABASE_URL, to the newest migration.",
  examples: ['npm run migrate:fulfillment'],
}).parse()
const { FULFILLMENT_DATABASE_URL } = z
  .object({ FULFILLMENT_DATABASE_URL: z.string().min(1) })
  .parse(process.env)

await migrateFulfillment(FULFILLMENT_DATABASE_URL)
console.log('The warehouse’s database is up to date.')
