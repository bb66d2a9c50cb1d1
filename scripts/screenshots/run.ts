/** `npm run screenshots -- live-count [--data .local]`: writes docs/live-count/*.png from the running shop. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { liveCount } from './live-count'

const Stack = z.object({ app: z.url(), stripe: z.object({ url: z.url(), secretKey: z.string() }) })
export type Stack = z.infer<typeof Stack>

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string', default: '.local' } },
})
if (positionals.join() !== 'live-count') {
  console.error('Usage: npm run screenshots -- live-count [--data .local]')
  process.exit(2)
}
const stack = Stack.parse(JSON.parse(await readFile(path.join(flags.data, 'stack.json'), 'utf8')))
process.loadEnvFile(path.join(flags.data, 'shop.env'))
await liveCount(stack)
process.exit()
