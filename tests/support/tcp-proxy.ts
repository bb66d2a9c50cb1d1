import { once } from 'node:events'
import net from 'node:net'

export interface TcpProxy {
  port: number
  /** connections broken and bytes withheld so far */
  faults: number
  /** Breaks every connection now. */
  cut(): void
  /** Takes no new connection, and breaks those there are; `false` takes them again. */
  refuse(on: boolean): void
  /** Every piece of an answer waits so long. */
  delay(ms: number): void
  /** Nothing goes through, in either direction; connections stay open. */
  pause(on: boolean): void
  /**
   * Breaks the connection on which `text` is asked: before it arrives, or when the answer to it comes back, so that its
   * effect is there and nobody is told. `times` connections.
   */
  cutAt(text: string, when: 'before' | 'after', times: number): void
  /** Breaks each new connection after so many bytes of answers; 0 ends that. */
  cutAfterBytes(count: number): void
  /** Ends all faults. */
  heal(): void
  close(): Promise<void>
}

/** A cable between the product and one of its parts, with a knife in hand. The product connects to `port` instead. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<Pair>()
  let settings = HEALTHY
  const server = net.createServer((client) => {
    if (settings.refused) {
      proxy.faults += 1
      client.destroy()
      return
    }
    const upstream = net.connect(target.port, target.host)
    const pair: Pair = { client, upstream, answered: 0, armed: false }
    pairs.add(pair)
    const drop = () => {
      pairs.delete(pair)
      client.destroy()
      upstream.destroy()
    }
    const fault = () => {
      proxy.faults += 1
      drop()
    }
    client.on('data', (chunk) => {
      const cut = settings.cutAt
      if (cut && cut.times > 0 && chunk.includes(cut.text)) {
        cut.times -= 1
        if (cut.when === 'before') return fault()
        pair.armed = true
      }
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      if (pair.armed) return fault()
      pair.answered += chunk.length
      if (settings.cutAfter > 0 && pair.answered > settings.cutAfter) return fault()
      if (settings.delayMs === 0) return client.write(chunk)
      proxy.faults += 1
      return setTimeout(() => client.destroyed || client.write(chunk), settings.delayMs)
    })
    for (const socket of [client, upstream]) socket.on('error', drop).on('close', drop)
    if (settings.paused) pauseBoth(pair)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no address')

  const cutAll = () => {
    for (const { client, upstream } of pairs) {
      proxy.faults += 1
      client.destroy()
      upstream.destroy()
    }
  }
  const proxy: TcpProxy = {
    port: address.port,
    faults: 0,
    cut: cutAll,
    refuse(on) {
      settings = { ...settings, refused: on }
      if (on) cutAll()
    },
    delay(ms) {
      settings = { ...settings, delayMs: ms }
    },
    pause(on) {
      settings = { ...settings, paused: on }
      for (const pair of pairs) {
        if (on) pauseBoth(pair)
        else for (const socket of [pair.client, pair.upstream]) socket.resume()
      }
      if (on) proxy.faults += pairs.size
    },
    cutAt(text, when, times) {
      settings = { ...settings, cutAt: { text, when, times } }
    },
    cutAfterBytes(count) {
      settings = { ...settings, cutAfter: count }
    },
    heal() {
      const wasPaused = settings.paused
      settings = HEALTHY
      if (wasPaused) proxy.pause(false)
    },
    async close() {
      for (const { client, upstream } of pairs) for (const socket of [client, upstream]) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}

interface Pair {
  client: net.Socket
  upstream: net.Socket
  answered: number
  /** the next answer is not passed on */
  armed: boolean
}

interface Settings {
  refused: boolean
  paused: boolean
  delayMs: number
  cutAfter: number
  cutAt: { text: string; when: 'before' | 'after'; times: number } | null
}

const HEALTHY: Settings = { refused: false, paused: false, delayMs: 0, cutAfter: 0, cutAt: null }

function pauseBoth({ client, upstream }: Pair): void {
  client.pause()
  upstream.pause()
}
