import 'server-only'
import { NextRequest } from 'next/server'
import { z } from 'zod'
import { invalidInput, parseInput } from './answer'
import { JSON_LIMIT, notUtf8, readBody, requireJson, requireUtf8 } from './body'

const Form = z.record(z.string(), z.string())

/**
 * The request as next-auth may read it, which reads a body of any size and trusts what is in it: at most 16 KB, as a form of
 * single lines. JSON with string members is such a form; any other content type has none.
 * @throws AppError as `readBody`, and `invalid_input`
 */
export async function boundedForm(request: NextRequest): Promise<NextRequest> {
  if (request.method !== 'POST') return request
  const form = parseInput(Form, formOf(request, await readBody(request, JSON_LIMIT)))
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/x-www-form-urlencoded')
  headers.delete('content-length')
  return new NextRequest(request.url, {
    method: 'POST',
    headers,
    body: new URLSearchParams(Form.parse(form)),
  })
}

function formOf(request: Request, text: string): unknown {
  const type = request.headers.get('content-type')?.toLowerCase() ?? ''
  requireUtf8(type)
  if (type.startsWith('application/json')) return requireJson(text)
  if (!type.startsWith('application/x-www-form-urlencoded')) return {}
  requireDecodable(text)
  const names = [...new URLSearchParams(text)]
  if (new Set(names.map(([name]) => name)).size < names.length)
    throw invalidInput([{ path: '', message: 'A field is there twice.' }])
  return Object.fromEntries(names)
}

/** URLSearchParams would read `%ff` as U+FFFD, and say nothing. */
function requireDecodable(form: string): void {
  try {
    decodeURIComponent(form)
  } catch {
    throw notUtf8()
  }
}
