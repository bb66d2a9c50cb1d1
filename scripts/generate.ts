/** `npm run generate`: the Prisma clients of both databases, into prisma/generated. */
import { generateClients } from './prisma'

await generateClients()
