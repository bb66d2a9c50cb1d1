/** `npm run screenshots [-- --data .local]`: writes docs/live-count/*.png from the running shop. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { command } from '../terminal/command'
import { liveCount } from './live-count'
import { Stack } from './stack'

const flags = command({
  run: 'npm run screenshots --',
  about: "Takes the documentation's pictures of the running shop: docs/live-count/*.png.",
  examples: ['npm run screenshots', 'npm run screenshots -- --data .local-2'],
})
  .option('--data <folder>', 'of the shop', '.local')
  .parse()
  .opts()
const stack = Stack.parse(JSON.parse(await readFile(path.join(flags.data, 'stack.json'), 'utf8')))
process.loadEnvFile(path.join(flags.data, 'shop.env'))
await liveCount(stack)
process.exit()
