/** `npm run bench -- NAME`: runs bench/NAME.ts, which exports `run`. */
import { readdirSync } from 'node:fs'

const [name = ''] = process.argv.slice(2)
const names = readdirSync(import.meta.dirname).flatMap(
  (file) => /^(?!run\.)([\w-]+)\.ts$/.exec(file)?.[1] ?? [],
)
if (!names.includes(name)) {
  console.error(`Usage: npm run bench -- ${names.join(' | ')}`)
  process.exit(2)
}
const { run } = (await import(`./${name}.ts`)) as { run: () => Promise<void> }
await run()
process.exit(0)
