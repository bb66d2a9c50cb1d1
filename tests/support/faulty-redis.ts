import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LocalUpstashOptions, startLocalUpstash } from '@/local/upstash'

/**
 * - `answers`
 * - `hangs up`: killed, or the way to it cut
 * - `is paused`: nothing is said until it goes on; then it does what it was told meanwhile, late
 * - `is slow`: does everything, and says so two seconds later
 */
export type RedisMode = 'answers' | 'hangs up' | 'is paused' | 'is slow'

const SLOW_MS = 2_000

/** Redis with a switch in front. */
export async function startFaultyRedis(options: LocalUpstashOptions = {}) {
  const engine = await startLocalUpstash(options)
  let mode: RedisMode = 'answers'
  let goesOn: (() => void)[] = []
  let asked = 0

  const proxy = createServer((request, response) => {
    asked += 1
    if (mode === 'hangs up') return void request.socket.destroy()
    void (async () => {
      const body = await read(request)
      if (mode === 'is paused') await new Promise<void>((resolve) => goesOn.push(resolve))
      const encoding = request.headers['upstash-encoding']?.toString()
      const headers = {
        authorization: `Bearer ${engine.token}`,
        ...(encoding ? { 'upstash-encoding': encoding } : {}),
      }
      const answer = await fetch(`${engine.url}${request.url}`, { method: 'POST', headers, body })
      const text = await answer.text()
      if (mode === 'is slow') await sleep(SLOW_MS)
      if (!response.destroyed) {
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
      }
    })().catch(() => response.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`

  return {
    url,
    token: engine.token,
    engine: engine.engine,
    /** requests since `asked` was last set to 0 */
    get asked() {
      return asked
    },
    set asked(count: number) {
      asked = count
    },
    set mode(wished: RedisMode) {
      mode = wished
      if (wished === 'is paused') return
      for (const go of goesOn) go()
      goesOn = []
    },
    /** Empties it, scripts and all, whatever the switch says. */
    async flush() {
      const headers = { authorization: `Bearer ${engine.token}` }
      for (const command of [['FLUSHALL'], ['SCRIPT', 'FLUSH']]) {
        await fetch(engine.url, { method: 'POST', headers, body: JSON.stringify(command) })
      }
    },
    async close() {
      proxy.closeAllConnections()
      proxy.close()
      await engine.close()
    },
  }
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString('utf8')
}
