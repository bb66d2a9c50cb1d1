import 'server-only'
import type { z } from 'zod'
import { AppError, type ErrorCode } from '../core/errors'
import { type TextKind, textFaults } from '../core/text'
import { log } from '../infra/log/log'
import { logSecurity, type SecurityEvent } from '../infra/log/security'
import { problem } from './problem'

export interface Asked {
  request: Request
  requestId: string
  /** of the path, as Next found them */
  params: Record<string, string | string[] | undefined>
}

/** Refusals that the log names by themselves. */
const SECURITY_EVENT_OF: Partial<Record<ErrorCode, SecurityEvent>> = {
  not_allowed: 'security.role_refused',
  foreign_origin: 'security.foreign_origin',
}

type NextContext = { params: Promise<Asked['params']> }

/**
 * A route handler whose refusals are said as problems, and whose writes and failures are logged: what every route of
 * either application has, for any caller.
 */
export function answering(handle: (asked: Asked) => Promise<Response>) {
  return async (request: Request, context?: NextContext): Promise<Response> => {
    const requestId = crypto.randomUUID()
    const startedAt = performance.now()
    let response: Response
    try {
      response = await handle({ request, requestId, params: context ? await context.params : {} })
    } catch (error) {
      response = problem(error, requestId)
      const event = error instanceof AppError && SECURITY_EVENT_OF[error.code]
      if (event) logSecurity(event, about(request, requestId))
      if (response.status >= 500) log('error', 'request.failed', { ...about(request, requestId), error })
    }
    // A read that went well says nothing: a popular page would drown the rest. Who is past a limit has a line of its own.
    if (response.status !== 429 && (request.method !== 'GET' || response.status >= 400)) {
      const durationMs = Math.round(performance.now() - startedAt)
      log('info', 'request', { ...about(request, requestId), status: response.status, durationMs })
    }
    return response
  }
}

/** An answer of ours that no cache may keep. */
export function json(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store' } })
}

export const isWrite = ({ method }: Request): boolean => method !== 'GET' && method !== 'HEAD'

/**
 * What was sent, by its schema. Every text in it is well-formed, without control characters and, unless `text` says
 * otherwise, without line breaks: no schema has to remember that.
 * @param text what the texts are; `cleaned`: the schema's own types clean them
 * @throws AppError `invalid_input` naming every fault by its path
 */
export function parseInput(
  schema: z.ZodType | undefined,
  value: unknown,
  text: TextKind | 'cleaned' = 'line',
): unknown {
  if (!schema) return undefined
  const odd = text === 'cleaned' ? [] : textFaults(value, text)
  if (odd.length > 0) throw invalidInput(odd)
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw invalidInput(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
}

/** A refusal that names the faulty fields. A value of the query is a list of one: its place in it says nothing. */
export function invalidInput(faults: readonly { path: string; message: string }[]): AppError {
  const errors = faults.map(({ path, message }) => ({ path: path.replace(/^([^.]+)\.0$/, '$1'), message }))
  const fields = [...new Set(errors.flatMap(({ path }) => path || []))].slice(0, 5)
  const detail = fields.length > 0 ? `Please check ${fields.join(', ')}.` : 'Please check what was sent.'
  return new AppError('invalid_input', detail, { errors })
}

/** `?sku=A&sku=B` as { sku: ['A', 'B'] }: every value is a list, so that a schema decides how many it wants. */
export function queryOf(request: Request): Record<string, string[]> {
  const query = new Map<string, string[]>()
  for (const [name, value] of new URL(request.url).searchParams) {
    const values = query.get(name)
    if (values) values.push(value)
    else query.set(name, [value])
  }
  return Object.fromEntries(query)
}

function about(request: Request, requestId: string) {
  return {
    requestId,
    route: `${request.method} ${new URL(request.url).pathname.replace(/\/[\w-]{60,}/g, '/:token').replace(/[0-9a-f-]{36}/g, ':id')}`,
  }
}
