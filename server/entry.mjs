/**
 * Loaded before Next (`node --import ./server/entry.mjs … next start`): every HTTP server that Next makes in this process
 * looks at a request before Next does (docs/decisions/0028). `npm run serve`, `npm start` and `npm run dev` come this way.
 */
import http from 'node:http'
import { markEntry } from '../lib/http/socket-address.mjs'
import { guardedServer } from './guarded-server.mjs'

const { createServer } = http
http.createServer = (...given) => {
  const listener = given.pop()
  return guardedServer({ createServer, listener, options: given[0] })
}
markEntry()
