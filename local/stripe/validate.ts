import type { z } from 'zod'
import { type ApiError, invalidRequest } from './errors'
import type { Form } from './form'

type Path = readonly PropertyKey[]

/** Reads a form by its schema; the first fault is answered in Stripe's words, before anything has run. */
export function validate<S extends z.ZodType>(schema: S, form: Form): z.output<S> {
  const result = schema.safeParse(form)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw issue === undefined ? invalidRequest({ message: 'Invalid request.' }) : asApiError(issue, form)
}

function asApiError(issue: z.core.$ZodIssue, form: Form): ApiError {
  const param = paramName(issue.path)
  if (issue.code === 'unrecognized_keys') return unknownParameter(issue.path, issue.keys[0] ?? '')
  if (issue.code === 'invalid_type' && valueAt(form, issue.path) === undefined) {
    return invalidRequest({ message: `Missing required param: ${param}.`, param, code: 'parameter_missing' })
  }
  if (issue.code === 'invalid_type') {
    return invalidRequest({ message: `Invalid ${issue.expected === 'string' ? 'string' : 'object'}`, param })
  }
  const code: unknown = issue.code === 'custom' ? issue.params?.code : undefined
  return invalidRequest({ message: issue.message, param, ...(typeof code === 'string' && { code }) })
}

function unknownParameter(path: Path, key: string): ApiError {
  const param = paramName([...path, key])
  const hint =
    param === 'payment_method_types'
      ? '. It was removed from this API version; use allowed_payment_method_types (hint of the local stand-in)'
      : ''
  return invalidRequest({
    message: `Received unknown parameter: ${param}${hint}`,
    param,
    code: 'parameter_unknown',
  })
}

/** `['shipping', 'address', 'line1']` as `shipping[address][line1]`. */
function paramName([head, ...rest]: Path): string {
  return [String(head ?? ''), ...rest.map((key) => `[${String(key)}]`)].join('')
}

function valueAt(form: Form, path: Path): unknown {
  let value: unknown = form
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
