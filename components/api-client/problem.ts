import { ERRORS, type ErrorCode } from '@/lib/core/errors'
import { parseJson } from '@/lib/core/json'
import type { Money } from '@/lib/core/money'
import { PROOF_HEADER } from '@/lib/core/proof-of-work'
import { MoneyShape } from './money-shape'
import { noteServerTime } from './server-clock'
import { exactly, list, number, object, oneOf, optional, type Read, type Reader, text, whole } from './shape'

/** `offline`: no answer came; what was asked may or may not have happened. `unreadable`: an answer that we can't read. */
export type ProblemCode = ErrorCode | 'offline' | 'unreadable'

/** What a refusal says beside its code and sentence. */
interface Facts {
  available?: number | undefined
  items?: { sku: string; available: number }[] | undefined
  total?: Money | undefined
  errors?: { path: string; message: string }[] | undefined
  /** seconds */
  retryAfter?: number | undefined
  /** the card was charged, and the money goes back */
  refunded?: boolean | undefined
  /** what to solve, and how hard, with `proof_required` */
  challenge?: string | undefined
  bits?: number | undefined
  requestId?: string | undefined
}

const ProblemDocument = object<Facts & { code: ErrorCode; detail: string }>({
  code: oneOf<ErrorCode>(ERRORS),
  detail: text,
  available: optional(whole),
  items: optional(list(object<{ sku: string; available: number }>({ sku: text, available: whole }))),
  total: optional(MoneyShape),
  errors: optional(list(object<{ path: string; message: string }>({ path: text, message: text }))),
  retryAfter: optional(number),
  refunded: optional(exactly(true)),
  challenge: optional(text),
  bits: optional(whole),
  requestId: optional(text),
})

/** A refusal of ours, or no answer at all. Decide by `code`; `detail` is a sentence for the shopper. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    /** HTTP status; 0 without an answer */
    readonly status: number,
    readonly facts: Facts = {},
  ) {
    super(`${code}: ${detail}`)
  }

  /** units left, with `insufficient_stock` */
  get available(): number | undefined {
    return this.facts.available
  }
}

const OFFLINE = 'We could not reach the shop. Check your connection and try again.'
const UNREADABLE = 'Something went wrong on our side. Please try again.'

/** Every thrown thing as a ProblemError, so that a caller has one kind to show. */
export const asProblem = (thrown: unknown): ProblemError =>
  thrown instanceof ProblemError ? thrown : new ProblemError('unreadable', UNREADABLE, 0)

interface Question<Schema extends Reader> {
  url: string
  /** what the answer must look like: a shape on the shop's pages, a schema of zod in the studio */
  schema: Schema
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: object
  signal?: AbortSignal
}

/**
 * One call of our own API from the browser: JSON both ways, the answer parsed before use.
 * @throws ProblemError, and nothing else
 */
export async function ask<Schema extends Reader>(question: Question<Schema>): Promise<Read<Schema>> {
  try {
    return await send(question)
  } catch (refusal) {
    if (!(refusal instanceof ProblemError) || refusal.code !== 'proof_required') throw refusal
    return send(question, await proofFor(refusal))
  }
}

/** The proof of work that the shop asks for while robots fill its carts; nobody who shops sees it. */
async function proofFor({ facts, detail, status }: ProblemError): Promise<string> {
  try {
    const { solveProof } = await import('./solve-proof')
    return await solveProof(facts.challenge ?? '', facts.bits ?? 0)
  } catch {
    throw new ProblemError('proof_required', detail, status)
  }
}

async function send<Schema extends Reader>(
  { url, schema, method = 'GET', body, signal }: Question<Schema>,
  proof?: string,
): Promise<Read<Schema>> {
  let response: Response
  try {
    response = await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(proof && { [PROOF_HEADER]: proof }),
      },
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch {
    throw new ProblemError('offline', OFFLINE, 0)
  }
  noteServerTime(response.headers.get('date'))
  // A body that breaks off is the same as no answer: what was asked may have happened.
  const text = await response.text().catch(() => {
    throw new ProblemError('offline', OFFLINE, 0)
  })
  const json = parseJson(text)
  if (!response.ok) throw problemOf(response.status, json)
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw new ProblemError('unreadable', UNREADABLE, response.status)
  return parsed.data
}

/** The refusal that an answer carries; one that a proxy in front made up counts as `unreadable`. */
function problemOf(status: number, json: unknown): ProblemError {
  const parsed = ProblemDocument.safeParse(json)
  if (!parsed.success) return new ProblemError('unreadable', UNREADABLE, status)
  const { code, detail, ...facts } = parsed.data
  return new ProblemError(code, detail, status, facts)
}
