/** `npm run generate`: the Prisma clients of both databases, into prisma/generated. */
import { generateClients } from './prisma'
import { command } from './terminal/command'

command({
  run: 'npm run generate --',
  about: 'Generates the Prisma clients of both databases.',
  examples: ['npm run generate'],
}).parse()
await generateClients()
