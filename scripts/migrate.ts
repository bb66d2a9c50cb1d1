/** `npm run migrate`: brings the databases of DATABASE_URL and FULFILLMENT_DATABASE_URL to the newest migration. */
import { z } from 'zod'
import { migrate } from './prisma'
import { command } from './terminal/command'

command({
  run: 'npm run migrate --',
  about: 'Brings the databases of DATABASE_URL and FULFILLMENT_DATABASE_URL to the newest migration.',
  examples: ['npm run migrate'],
}).parse()
const environment = z
  .object({ DATABASE_URL: z.string().min(1), FULFILLMENT_DATABASE_URL: z.string().min(1) })
  .parse(process.env)

await migrate({ shop: environment.DATABASE_URL, fulfillment: environment.FULFILLMENT_DATABASE_URL })
console.log('Both databases are up to date.')
