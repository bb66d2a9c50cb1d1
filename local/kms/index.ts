import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { KmsError, LocalKeys } from './keys'

export interface LocalKms {
  url: string
  /** The ARN of a new key. */
  createKey(): string
  /** As an administrator would: a disabled key wraps and unwraps nothing. */
  setEnabled(keyId: string, enabled: boolean): void
  /** How many requests were answered, by operation. */
  readonly calls: ReadonlyMap<string, number>
  close(): Promise<void>
}

/**
 * A stand-in for AWS KMS on loopback, for its SDK: the JSON 1.1 protocol, Encrypt and Decrypt, encryption contexts,
 * disabled keys, and the vendor's errors. Requests must carry a Signature Version 4 header; the signature itself is not
 * checked, and keys live in memory and end with it.
 */
export async function startLocalKms(options: { port?: number } = {}): Promise<LocalKms> {
  const keys = new LocalKeys()
  const calls = new Map<string, number>()
  const server = createServer((request, response) => {
    answer(request, keys, calls).then(
      (body) => send(response, 200, body),
      (error: unknown) =>
        error instanceof KmsError
          ? send(response, 400, { __type: error.type, message: error.message })
          : send(response, 500, { __type: 'KMSInternalException', message: String(error) }),
    )
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    createKey: () => keys.create(),
    setEnabled: (keyId, enabled) => keys.setEnabled(keyId, enabled),
    calls,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(
  request: IncomingMessage,
  keys: LocalKeys,
  calls: Map<string, number>,
): Promise<object> {
  const operation = /^TrentService\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1] ?? ''
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 '))
    throw new KmsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token')
  if (request.headers['content-type'] !== 'application/x-amz-json-1.1')
    throw new KmsError('SerializationException', 'not application/x-amz-json-1.1')
  calls.set(operation, (calls.get(operation) ?? 0) + 1)
  const body = await readJson(request)
  switch (operation) {
    case 'Encrypt':
      return keys.encrypt(body)
    case 'Decrypt':
      return keys.decrypt(body)
    default:
      throw new KmsError('UnknownOperationException', `no such operation: ${operation}`)
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new KmsError('SerializationException', 'not JSON')
  }
}
