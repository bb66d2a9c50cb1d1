/** `npm run bench -- NAME [options]`: runs bench/NAME.ts, which exports `run` and reads the options. */
import { readdirSync } from 'node:fs'
import { command, refuse } from '../scripts/terminal/command'

const names = readdirSync(import.meta.dirname).flatMap(
  (file) => /^(?!run\.)([\w-]+)\.ts$/.exec(file)?.[1] ?? [],
)
const [name = '', ...options] = command({
  run: 'npm run bench --',
  about: `Measures one thing as a ratio of figures taken in the same run: ${names.join(', ')}.`,
  examples: ['npm run bench -- search --products 10000', 'npm run bench -- availability --help'],
})
  .argument('<name>', 'what to measure')
  .argument('[options...]', 'of the benchmark; <name> --help lists them')
  .passThroughOptions()
  .parse().args
if (!names.includes(name)) refuse(`There is no benchmark "${name}": choose one of ${names.join(', ')}.`)
const { run } = (await import(`./${name}.ts`)) as { run: (options: readonly string[]) => Promise<void> }
await run(options)
process.exit(0)
