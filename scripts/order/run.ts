/**
 * `npm run order -- F51-XXXX-XXXX-XXXX [--data .local] [--reveal]`: the whole story of an order. Reads the shop whose data
 * is in the folder, or the one that the environment names. --reveal opens the processor's sealed ids.
 */
import path from 'node:path'
import { OrderNumber } from '@/lib/orders/schema'
import { command, refuse } from '../terminal/command'
import { storyOf } from './story'

const asked = command({
  run: 'npm run order --',
  about: 'Tells the whole story of an order: states, payment, reservations, events, shipment.',
  examples: ['npm run order -- F51-7K3M-9QXT-2A4D', 'npm run order -- F51-7K3M-9QXT-2A4D --reveal'],
})
  .argument('<number>', "the order's number")
  .option('--data <folder>', 'of the shop, unless DATABASE_URL names it', '.local')
  .option('--reveal', "opens the payment processor's sealed ids")
  .parse()
const flags = asked.opts()
const number = OrderNumber.safeParse(asked.args[0]?.trim().toUpperCase())
if (!number.success) refuse(`"${asked.args[0]}" is no order's number: those look like F51-7K3M-9QXT-2A4D.`)
if (!process.env['DATABASE_URL']) process.loadEnvFile(path.join(flags.data, 'shop.env'))

const story = await storyOf(number.data, { reveal: flags.reveal === true })
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
