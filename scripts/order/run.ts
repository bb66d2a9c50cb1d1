/**
 * `npm run order -- F51-XXXX-XXXX-XXXX [--data .local] [--reveal]`: the whole story of an order. Reads the shop whose data
 * is in the folder, or the one that the environment names. --reveal opens the processor's sealed ids.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { OrderNumber } from '@/lib/orders/schema'
import { storyOf } from './story'

const { values: flags, positionals } = parseArgs({
  options: { data: { type: 'string', default: '.local' }, reveal: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const number = OrderNumber.safeParse(positionals[0]?.trim().toUpperCase())
if (!number.success) {
  console.error('Which order? npm run order -- F51-7K3M-9QXT-2A4D [--data .local] [--reveal]')
  process.exit(2)
}
if (!process.env['DATABASE_URL']) process.loadEnvFile(path.join(flags.data, 'shop.env'))

const story = await storyOf(number.data, { reveal: flags.reveal })
if (!story) {
  console.error(`There is no order ${number.data}.`)
  process.exit(1)
}
console.log(story.title)
for (const { at, what } of story.chapters)
  console.log(`  ${at ? at.toISOString() : 'some time     '}  ${what}`)
console.log('Now')
for (const line of story.standing) console.log(`  ${line}`)
process.exit(0)
