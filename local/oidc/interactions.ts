import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { z } from 'zod'
import { consentPage, signInPage } from './pages'
import type { People } from './people'

const signInForm = z.object({ email: z.string().default(''), password: z.string().default('') })
const demoForm = z.object({ demo: z.string() })

const WRONG = 'That e-mail address and password do not match. Try again; the demo password is “demo”.'

/** Shows and takes the forms at /sign-in/…, to which the provider sends people who must sign in or consent. */
export function interactionHandler(provider: Provider, people: People) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const interaction = await provider.interactionDetails(request, response)
    const { prompt, params, session } = interaction
    const form = request.method === 'POST' ? await readForm(request) : undefined

    if (prompt.name === 'consent') {
      const person = people.byId(session?.accountId ?? '')
      const clientId = String(params.client_id)
      if (!person) throw new Error('consent without a person')
      if (!form) return sendPage(response, 200, consentPage(clientId, person))
      const grant = new provider.Grant({ clientId, accountId: person.id })
      grant.addOIDCScope(String(params.scope))
      return provider.interactionFinished(
        request,
        response,
        { consent: { grantId: await grant.save() } },
        { mergeWithLastSubmission: true },
      )
    }

    if (!form) return sendPage(response, 200, signInPage(people.list()))
    const demo = demoForm.safeParse(form)
    const { email, password } = signInForm.parse(form)
    const person = demo.success ? people.byEmail(demo.data.demo) : people.signIn(email, password)
    if (!person) return sendPage(response, 422, signInPage(people.list(), { email, message: WRONG }))
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId: person.id } },
      { mergeWithLastSubmission: false },
    )
  }
}

/** No form-action in the policy: Chrome applies it to the redirect back to the shop, too. */
export function sendPage(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    })
    .end(html)
}

async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
}
