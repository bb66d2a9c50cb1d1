import { Agent, request as send } from 'node:http'

export interface Load {
  /** answers a second */
  rate: number
  /** ms within which 99 of 100 were answered */
  p99: number
  answers: number
  /** answers that were no 2xx or 304 */
  failures: number
}

export interface Ask {
  url: string
  method?: string
  headers?: Record<string, string>
  body?: string
}

export interface Answer {
  status: number
  headers: NodeJS.Dict<string | string[]>
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

/** `width` clients ask one thing after the other for `seconds`; each asks what `next` says. */
export async function load(options: {
  width: number
  seconds: number
  next: (client: number, last: Answer | undefined) => Ask
}): Promise<Load> {
  const { width, seconds, next } = options
  const times: number[] = []
  let failures = 0
  const startedAt = performance.now()
  const until = startedAt + seconds * 1_000
  await Promise.all(
    Array.from({ length: width }, async (_, client) => {
      let last: Answer | undefined
      while (performance.now() < until) {
        const askedAt = performance.now()
        last = await ask(next(client, last))
        times.push(performance.now() - askedAt)
        if (last.status !== 304 && (last.status < 200 || last.status > 299)) failures += 1
      }
    }),
  )
  const took = (performance.now() - startedAt) / 1_000
  return { rate: times.length / took, p99: quantile(times, 0.99), answers: times.length, failures }
}

export function ask({ url, method = 'GET', headers = {}, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { agent, method, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }))
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)
