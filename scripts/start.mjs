/**
 * `npm start [-- --port 3000 --data .local --reset --no-build]`: the whole shop on this machine. `npm run dev`: the same
 * with `next dev`.
 */
import { continueWith, installDependencies } from './bootstrap.mjs'

console.log('Fiftyone\n')
await installDependencies()
continueWith('scripts/start/shop.ts', process.argv.slice(2))
