/** `npm run migrate:fulfillment`: brings the warehouse's database alone, FULFILLMENT_DATABASE_URL, to the newest migration. */
import { z } from 'zod'
import { migrateFulfillment } from './prisma'

const { FULFILLMENT_DATABASE_URL } = z
  .object({ FULFILLMENT_DATABASE_URL: z.string().min(1) })
  .parse(process.env)

await migrateFulfillment(FULFILLMENT_DATABASE_URL)
console.log('The warehouse’s database is up to date.')
