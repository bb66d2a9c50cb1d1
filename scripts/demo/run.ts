/**
 * `npm run demo [-- --minutes 3 --shoppers 20 --sku DUN-INK --data .local]`: simulated shoppers in the running shop, over
 * its HTTP contract, so that a person who watches a product page sees the count live. Everything it prints has happened.
 * Ctrl-C ends it; what is in carts then stays held until it runs out.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { command, numberFrom, refuse, wholeNumberFrom } from '../terminal/command'
import { readCatalogue } from './catalogue'
import { Browser } from './client'
import { shop } from './shopper'

const NAMES = [
  ...['Ada', 'Ben', 'Cleo', 'Dev', 'Edith', 'Femi', 'Grace', 'Hugo', 'Ines', 'Jun'],
  ...['Kit', 'Lena', 'Milo', 'Nora', 'Omar', 'Pia', 'Quinn', 'Rosa', 'Sami', 'Thea'],
]
const Stack = z.object({ app: z.url(), stripe: z.object({ url: z.url(), secretKey: z.string() }) })

const { minutes, shoppers, sku, data } = command({
  run: 'npm run demo --',
  about:
    'Sends simulated shoppers through the running shop, so that a person who watches a product page sees the count live.',
  examples: ['npm run demo', 'npm run demo -- --minutes 1 --shoppers 50 --sku DUN-INK'],
})
  .option('--minutes <count>', 'how long', numberFrom(0.01, 24 * 60), 3)
  .option('--shoppers <count>', 'how many at once', wholeNumberFrom(1, 1_000), 20)
  .option('--sku <sku>', 'the one that they all want')
  .option('--data <folder>', 'of the shop', '.local')
  .parse()
  .opts()
const stackFile = path.join(data, 'stack.json')
const stack = await readFile(stackFile, 'utf8').then(
  (text) => Stack.parse(JSON.parse(text)),
  () => refuse(`No shop is running: ${stackFile} is not there. Start one with npm start.`),
)

const ending = new AbortController()
process.once('SIGINT', () => ending.abort())
process.once('SIGTERM', () => ending.abort())

const everything = await readCatalogue(new Browser(stack.app, ending.signal)).catch((error: unknown) =>
  refuse(`The shop at ${stack.app} does not answer: ${error instanceof Error ? error.message : error}`),
)
const items = everything.filter((item) => !sku || item.sku === sku)
if (items.length === 0) refuse(`The shop does not sell ${sku ?? 'anything'}.`)

console.log(
  `${shoppers} shoppers in ${stack.app} for ${minutes} minutes. Watch ${stack.app}${items[0]?.path}`,
)
const startedAt = Date.now()
const timer = setTimeout(() => ending.abort(), minutes * 60_000)
let said = 0
const say = (who: string, what: string) => {
  said += 1
  console.log(`${new Date().toTimeString().slice(0, 8)}  ${who.padEnd(8)} ${what}`)
}
await Promise.all(
  Array.from({ length: shoppers }, (_, index) => {
    const again = Math.floor(index / NAMES.length)
    const who = `${NAMES[index % NAMES.length]}${again > 0 ? again + 1 : ''}`
    return shop(who, { ...stack, items, signal: ending.signal, say })
  }),
)
clearTimeout(timer)
const seconds = Math.round((Date.now() - startedAt) / 1_000)
console.log(`${said} things happened in ${seconds} s. What is left in carts is held until it runs out.`)
