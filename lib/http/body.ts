import 'server-only'
import { AppError } from '../core/errors'
import { parseJson } from '../core/json'

const KILOBYTE = 1024
export const JSON_LIMIT = 16 * KILOBYTE
export const WEBHOOK_LIMIT = 256 * KILOBYTE
/** A page's whole content, with its structured text. */
export const CONTENT_LIMIT = 256 * KILOBYTE

/**
 * The raw body, read no further than `limit` bytes. It is UTF-8: another byte would become U+FFFD, and be stored as such.
 * @throws AppError `body_too_large`, `body_incomplete`, `not_utf8`
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  const tooLarge = () => new AppError('body_too_large', `At most ${limit / KILOBYTE} KB can be sent at once.`)
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > limit) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    // The caller hung up, or its time was over: no failure of ours.
    throw new AppError('body_incomplete', 'Not all of it arrived. Please try again.', {}, { cause })
  }
  try {
    // A byte order mark stays, because signatures are over the raw body.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks))
  } catch {
    throw notUtf8()
  }
}

/** The body as JSON, of at most `limit` bytes. @throws AppError as `readBody`, and `not_json`, `invalid_input` */
export async function readJson(request: Request, limit = JSON_LIMIT): Promise<unknown> {
  const type = request.headers.get('content-type')?.toLowerCase() ?? ''
  if (type.split(';', 1)[0]?.trim() !== 'application/json')
    throw new AppError('not_json', 'Send the body as application/json.')
  requireUtf8(type)
  return requireJson(await readBody(request, limit))
}

/** A content type may name a charset, which must be ours. @throws AppError `not_utf8` */
export function requireUtf8(contentType: string): void {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1]
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) throw notUtf8()
}

export const notUtf8 = () => new AppError('not_utf8', 'Send the body as UTF-8.')

/** The value of a JSON text. @throws AppError `invalid_input` when it is not JSON */
export function requireJson(text: string): unknown {
  const value = parseJson(text)
  if (value !== undefined) return value
  throw new AppError('invalid_input', 'The body is not JSON.', {
    errors: [{ path: '', message: 'not JSON' }],
  })
}
