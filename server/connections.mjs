/**
 * Connections that one caller may have open; 85 browsers behind one router open as many. Each further one takes the place of
 * the caller's own that has been idle longest, so that connections without a request cost nobody else a file descriptor.
 */
export const CONNECTIONS_PER_CALLER = 512

/**
 * Keeps each caller of a server at `most` connections. Where a proxy stands in front, the caller is the proxy, and so it
 * names the header that says who is behind it (CLIENT_ADDRESS_HEADER): nothing is counted there.
 * @param {import('node:http').Server} server
 * @param {{ most?: number, isBehindProxy?: () => boolean }} [options]
 */
export function boundConnections(server, options = {}) {
  const { most = CONNECTIONS_PER_CALLER, isBehindProxy = () => Boolean(process.env.CLIENT_ADDRESS_HEADER) } =
    options
  /** @type {Map<string, { open: number, idle: Set<import('node:net').Socket> }>} */
  const callers = new Map()

  server.on('connection', (socket) => {
    if (isBehindProxy()) return
    const name = callerOf(socket.remoteAddress)
    const caller = callers.get(name) ?? { open: 0, idle: new Set() }
    callers.set(name, caller)
    caller.open += 1
    socket.once('close', () => {
      caller.open -= 1
      caller.idle.delete(socket)
      if (caller.open === 0) callers.delete(name)
    })
    if (caller.open > most) {
      const [longestIdle = socket] = caller.idle
      longestIdle.destroy()
    }
    if (!socket.destroyed) caller.idle.add(socket)
  })
  server.on('request', ({ socket }, response) => {
    const caller = callers.get(callerOf(socket.remoteAddress))
    if (!caller?.idle.delete(socket)) return
    response.once('close', () => {
      if (!socket.destroyed) caller.idle.add(socket)
    })
  })
}

/** An IPv4 address, or the /64 of an IPv6 address, which one subscriber has. */
function callerOf(address = '') {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/, '')
  if (!plain.includes(':')) return plain
  const [before = '', after] = plain.split('::')
  const groups = before.split(':').filter(Boolean)
  const rest = after?.split(':').filter(Boolean) ?? []
  while (after !== undefined && groups.length + rest.length < 8) groups.push('0')
  return [...groups, ...rest].slice(0, 4).join(':')
}
