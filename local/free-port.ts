import { createServer } from 'node:net'

/** The wanted port of 127.0.0.1 when it is free, else the next one that is. Without a wanted port: any free one. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted === undefined) return portOf(0)
  for (let port = wanted; port < Math.min(wanted + 100, 65_536); port++) {
    if (await isFree(port)) return port
  }
  throw new Error(`no port is free from ${wanted} on`)
}

/** Nothing listens on it: neither on loopback alone nor on all addresses, where Next listens. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::']) {
    const taken = await portOf(port, host).then(
      () => false,
      (error: NodeJS.ErrnoException) => error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT',
    )
    if (taken) return false
  }
  return true
}

function portOf(port: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
