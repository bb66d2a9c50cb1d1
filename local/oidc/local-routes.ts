import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseJson } from '../json'
import { type People, type Person, roleSchema } from './people'

const change = z.strictObject({ roles: z.array(roleSchema) })

/** Switches for tests, from outside: who there is, and giving and taking roles. */
export async function handleLocal(people: People, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? '/', 'http://oidc')
  const email = /^\/_local\/people\/([^/]+)$/.exec(pathname)?.[1]
  if (request.method === 'GET' && pathname === '/_local/people') {
    return send(response, 200, people.list().map(view))
  }
  if (request.method !== 'POST' || email === undefined) return send(response, 404, { error: 'not found' })
  const wanted = change.safeParse(await readJson(request))
  if (!wanted.success) return send(response, 400, { error: z.prettifyError(wanted.error) })
  const person = people.setRoles(decodeURIComponent(email), wanted.data.roles)
  if (!person) return send(response, 404, { error: 'no such person' })
  send(response, 200, view(person))
}

const view = ({ email, name, roles }: Person) => ({ email, name, roles })

function send(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return parseJson(Buffer.concat(chunks).toString('utf8'))
}
