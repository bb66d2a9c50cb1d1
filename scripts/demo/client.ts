import { z } from 'zod'

const Problem = z.object({ code: z.string(), detail: z.string(), available: z.int().optional() })

/** The shop said no. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: string,
    detail: string,
    /** units left, with `insufficient_stock` */
    readonly available: number | undefined,
  ) {
    super(detail)
  }
}

/** One browser: keeps its cookies, sends what a page of the shop would send. */
export class Browser {
  readonly #cookies = new Map<string, string>()

  constructor(
    private readonly app: string,
    private readonly signal: AbortSignal,
  ) {}

  async page(path: string): Promise<string> {
    return (await this.#send(path)).text()
  }

  /** @throws Refusal when the shop says no */
  async ask<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    options: { method?: string; body?: object } = {},
  ): Promise<z.infer<Schema>> {
    const response = await this.#send(path, options)
    const json: unknown = await response.json()
    if (response.ok) return schema.parse(json)
    const { code, detail, available } = Problem.parse(json)
    throw new Refusal(code, detail, available)
  }

  async #send(path: string, { method = 'GET', body }: { method?: string; body?: object } = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, this.app), {
      method,
      signal: this.signal,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(method === 'GET' ? {} : { origin: new URL(this.app).origin }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    for (const header of response.headers.getSetCookie()) {
      const [pair = ''] = header.split(';', 1)
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
}
