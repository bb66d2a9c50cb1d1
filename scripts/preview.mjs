/**
 * `npm run preview -- <branch>`: builds and serves a branch beside this one, with data of its own.
 * `--list`, `--stop <branch>`, `--remove <branch>`; scripts/preview/run.ts has the rest.
 */
import { continueWith, installDependencies } from './bootstrap.mjs'

await installDependencies()
continueWith('scripts/preview/run.ts', process.argv.slice(2))
