import 'server-only'
import { AppError, ERRORS, type ErrorCode } from '../core/errors'
import { isDatabaseUnavailable } from '../infra/db/retry'

/**
 * An error as the client may see it (RFC 9457). What is not an `AppError` becomes one fixed sentence and a request id;
 * its cause goes to the log alone.
 */
export function problem(thrown: unknown, requestId: string): Response {
  const error = isDatabaseUnavailable(thrown)
    ? new AppError('unavailable', 'Please try again in a moment. Nothing was lost.', { retryAfter: 2 })
    : thrown
  const known = error instanceof AppError
  const code: ErrorCode = known ? error.code : 'internal'
  const { status, title } = ERRORS[code]
  const detail = known ? error.detail : 'Something went wrong on our side. Please try again.'
  const retryAfter = known ? error.extra['retryAfter'] : undefined
  return Response.json(
    { type: `about:blank#${code}`, title, status, code, detail, requestId, ...(known ? error.extra : {}) },
    {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        ...(status === 429 || status === 503 ? { 'retry-after': String(retryAfter ?? 2) } : {}),
      },
    },
  )
}
