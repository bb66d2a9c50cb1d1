import 'server-only'
import { EventEmitter } from 'node:events'
import type { Requester, UpstashRequest, UpstashResponse } from '@upstash/redis'
import { Pool } from 'undici'
import { patience } from './patience'

interface Answer {
  status: number
  text: string
  syncToken: string | undefined
}

/**
 * Carries commands over Upstash's REST protocol (https://upstash.com/docs/redis/features/restapi) as the requester of
 * @upstash/redis does, by undici's own interface instead of `fetch`, which costs several times the work a request
 * (docs/decisions/0025). Strings come back as they are, not in base64; subscriptions are not supported.
 */
export class RestRequester implements Requester {
  readYourWrites = true
  upstashSyncToken = ''
  readonly #timeoutMs: number
  readonly #pool: Pool
  readonly #root: string
  readonly #headers: Record<string, string>

  /** @param options.timeoutMs how long an answer may take, while this process can listen (see `patience`) */
  constructor({ url, token, timeoutMs }: { url: string; token: string; timeoutMs: number }) {
    const { origin, pathname } = new URL(url)
    this.#timeoutMs = timeoutMs
    this.#pool = new Pool(origin)
    this.#root = pathname.replace(/\/$/, '')
    this.#headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  }

  /** @throws Error with what Redis says, or why it could not be asked in time */
  async request<Result>({ path = [], body, headers }: UpstashRequest): Promise<UpstashResponse<Result>> {
    const { status, text, syncToken } = await this.#ask(path, JSON.stringify(body), headers)
    this.upstashSyncToken = syncToken ?? ''
    const answer: UpstashResponse<Result> = parse(text, status)
    if (status !== 200) throw new Error(answer.error ?? `Redis answered ${status}`)
    return answer
  }

  async #ask(path: readonly string[], content: string, headers?: Record<string, string>): Promise<Answer> {
    const signal = new EventEmitter()
    let isLate = false
    const heard = patience(this.#timeoutMs, () => {
      isLate = true
      signal.emit('abort')
    })
    try {
      const {
        statusCode,
        headers: said,
        body,
      } = await this.#pool.request({
        method: 'POST',
        path: `${this.#root}/${path.map(encodeURIComponent).join('/')}`,
        headers: {
          ...this.#headers,
          ...headers,
          ...(this.upstashSyncToken ? { 'upstash-sync-token': this.upstashSyncToken } : {}),
        },
        body: content,
        signal,
      })
      return {
        status: statusCode,
        text: await body.text(),
        syncToken: said['upstash-sync-token']?.toString(),
      }
    } catch (cause) {
      throw isLate ? new Error(`Redis did not answer within ${this.#timeoutMs} ms`, { cause }) : cause
    } finally {
      heard()
    }
  }
}

function parse(text: string, status: number) {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`Redis answered ${status} with something that is not JSON`, { cause })
  }
}
