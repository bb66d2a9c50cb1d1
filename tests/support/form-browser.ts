export interface Page {
  status: number
  text: string
  headers: Headers
}

/** A browser: keeps cookies by path, submits forms that submit themselves, stops where it leaves the server. */
export class FormBrowser {
  readonly #cookies = new Map<string, { value: string; path: string }>()
  url = ''

  constructor(private readonly origin: string) {}

  async go(url: string, form?: Record<string, string>): Promise<Page> {
    const next = new URL(url, this.origin)
    this.url = next.href
    if (next.origin !== this.origin) return { status: 0, text: '', headers: new Headers() }
    const sent = [...this.#cookies].filter(([, { path }]) => next.pathname.startsWith(path))
    const cookie = sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
    const method = form ? { method: 'POST', body: new URLSearchParams(form) } : { method: 'GET' }
    const response = await fetch(next, { ...method, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const location = response.headers.get('location')
    if (location) return this.go(new URL(location, next).href)
    const text = await response.text()
    const action = text.includes('.submit()') && /<form method="post" action="([^"]+)"/.exec(text)?.[1]
    if (!action) return { status: response.status, text, headers: response.headers }
    const inputs = text.matchAll(/name="([^"]+)" value="([^"]*)"/g)
    return this.go(action, Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value])))
  }

  get query(): URLSearchParams {
    return new URL(this.url).searchParams
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    const path = attributes.find((one) => one.startsWith('path='))?.slice(5) ?? '/'
    if (value) this.#cookies.set(name, { value, path })
    else this.#cookies.delete(name)
  }
}
