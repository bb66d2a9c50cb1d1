/**
 * `npm run contract`: writes the JSON Schema of each event's version into docs/events. A version that is there is never
 * changed: what was sent must stay readable, so a new shape is a new version.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { VERSIONS } from '../lib/events/contract'
import { schemaOf } from './contract/schema-of'
import { command } from './terminal/command'

command({
  run: 'npm run contract --',
  about:
    "Writes the JSON Schema of each event's version into docs/events. Ends with 1 when a published one has changed.",
  examples: ['npm run contract'],
}).parse()

const FOLDER = fileURLToPath(new URL('../docs/events', import.meta.url))

for (const [version, schema] of Object.entries(VERSIONS)) {
  const file = path.join(FOLDER, `${version}.json`)
  const made = schemaOf(version, schema)
  if (!existsSync(file)) {
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`)
    console.log(`${version}: written`)
  } else if (isDeepStrictEqual(JSON.parse(readFileSync(file, 'utf8')), made)) {
    console.log(`${version}: as published`)
  } else {
    console.error(`${version}: has changed since it was published. Leave it, and add a version beside it.`)
    process.exitCode = 1
  }
}
