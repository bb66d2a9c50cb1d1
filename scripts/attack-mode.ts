/**
 * `npm run attack-mode -- on|off|status [--data .local]`: switches ATTACK_MODE for all servers at once, without a restart. They
 * see it within seconds.
 */
import path from 'node:path'
import { attackSwitch } from '@/lib/http/shop/attack-mode'
import { serverConfig } from '@/lib/config/shop/server'
import { Argument } from '@commander-js/extra-typings'
import { command } from './terminal/command'

const program = command({
  run: 'npm run attack-mode --',
  about: 'Switches on or off that each cart write needs a proof of work, on all servers, within seconds.',
  examples: ['npm run attack-mode -- on', 'npm run attack-mode -- status'],
})
  .addArgument(new Argument('<state>', 'what to do').choices(['on', 'off', 'status'] as const))
  .option('--data <folder>', 'of the shop, unless UPSTASH_REDIS_REST_URL names it', '.local')
  .parse()
if (!process.env['UPSTASH_REDIS_REST_URL']) {
  process.loadEnvFile(path.join(program.opts().data, 'shop.env'))
}

const [state] = program.processedArgs
if (state !== 'status') await attackSwitch.set(state === 'on')
const isOn = await attackSwitch.get()
console.log(`The switch is ${isOn ? 'on' : 'off'}.`)
if (!isOn && serverConfig().ATTACK_MODE === 'on')
  console.log('ATTACK_MODE=on in the environment: it is on all the same.')
process.exit()
