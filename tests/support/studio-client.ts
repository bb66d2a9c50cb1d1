import { z } from 'zod'
import { PageEdit } from '../../lib/publishing/schema'

export interface StudioClient {
  /** The same person, signed in, at another server of the shop. */
  at(server: string): StudioClient
  page(productId: string): Promise<PageEdit>
  /** @throws with the answer when it is a refusal */
  ask<Answer>(schema: z.ZodType<Answer>, method: string, path: string, body?: unknown): Promise<Answer>
}

/** Signs the demo marketer in, as a browser would: through the shop, the auth server's form, and back. */
export async function marketer({ app, oidc }: { app: string; oidc: string }): Promise<StudioClient> {
  const jars = new Map<string, Map<string, string>>()
  const go = async (url: string, form?: Record<string, string>): Promise<{ url: string; text: string }> => {
    const { origin } = new URL(url)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), origin },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    const location = answer.headers.get('location')
    if (location) return go(new URL(location, url).href)
    return { url, text: await answer.text() }
  }

  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(JSON.parse((await go(`${app}/api/auth/csrf`)).text))
  const form = await go(`${app}/api/auth/signin/oidc`, { csrfToken, callbackUrl: app })
  if (!form.url.startsWith(oidc)) throw new Error(`sign-in led to ${form.url}`)
  await go(form.url, { email: 'marketer@example.com', password: 'demo' })

  const cookie = [...(jars.get(new URL(app).origin) ?? [])]
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  return clientAt(app, { app, cookie })
}

/** @param server where it asks; writes come from the shop's own address */
function clientAt(server: string, session: { app: string; cookie: string }): StudioClient {
  const { app, cookie } = session
  const ask: StudioClient['ask'] = async (schema, method, path, body) => {
    const answer = await fetch(`${server}${path}`, {
      method,
      headers: { cookie, origin: app, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return schema.parse(JSON.parse(text))
  }
  return {
    at: (other) => clientAt(other, session),
    ask,
    page: (id) => ask(PageEdit, 'GET', `/api/studio/pages/product/${id}`),
  }
}
