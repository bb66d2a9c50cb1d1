/** `npm test`: everything that must hold, on a fresh clone. Ends with "N passed, N failed". */
import { continueWith, installDependencies } from './bootstrap.mjs'

await installDependencies()
continueWith('scripts/test/run.ts', process.argv.slice(2))
