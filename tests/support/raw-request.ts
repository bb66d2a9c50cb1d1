import { once } from 'node:events'
import { connect } from 'node:net'

/**
 * Sends bytes as they are, which no HTTP client would, and answers all that comes back until the server ends the
 * connection.
 * @param lines joined by CRLF; an empty line ends the head
 */
export async function rawRequest(url: string, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.setEncoding('utf8').on('data', (chunk) => (answer += String(chunk)))
  // A server that ends a connection may do so while we still write.
  socket.on('error', () => undefined)
  socket.write(lines.join('\r\n'))
  await once(socket, 'close')
  return answer
}

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

/** The headers of an answer as it came over the wire. */
export function headersOf(answer: string): Headers {
  const [, ...lines] = (answer.split('\r\n\r\n', 1)[0] ?? '').split('\r\n')
  return new Headers(
    lines.map((line): [string, string] => [
      line.split(':', 1)[0] ?? '',
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
}
