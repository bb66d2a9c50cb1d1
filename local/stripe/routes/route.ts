import type Stripe from 'stripe'
import { z } from 'zod'
import type { Backend } from '../backend'
import { checkExpand } from '../expand'
import type { Form } from '../form'
import { validate } from '../validate'

export type KeyKind = 'secret' | 'publishable'

/** What a route is told beside its parameters. */
export interface Call {
  backend: Backend
  /** The id in the URL; empty when the URL has none. */
  id: string
  key: KeyKind
  request: Stripe.Event.Request
}

export interface Prepared {
  expand: string[]
  run: (call: Call) => object
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  keys: readonly KeyKind[]
  /** Reads the parameters. What fails here fails before the request has begun: no idempotency key remembers it. */
  prepare: (form: Form) => Prepared
}

interface RouteDefinition<S extends z.ZodRawShape> {
  /** `METHOD /path`, with `:id` for the id. */
  on: `${Route['method']} /v1/${string}`
  params: S
  /** Which keys may call it: the secret key alone, unless said otherwise. */
  keys?: readonly KeyKind[]
  /** Rules across parameters, checked before the request has begun. */
  check?: (params: z.output<z.ZodObject<S>>) => void
  run: (params: z.output<z.ZodObject<S>>, call: Call) => object
}

const expandParam = z.strictObject({ expand: z.array(z.string()).default([]) })

export function defineRoute<S extends z.ZodRawShape>(definition: RouteDefinition<S>): Route {
  const [method, path] = splitOn(definition.on)
  const schema = z.strictObject(definition.params)
  return {
    method,
    path,
    keys: definition.keys ?? ['secret'],
    prepare({ expand: given, ...form }) {
      const { expand } = validate(expandParam, given === undefined ? {} : { expand: given })
      checkExpand(expand)
      const params = validate(schema, form)
      definition.check?.(params)
      return { expand, run: (call) => definition.run(params, call) }
    },
  }
}

function splitOn(on: `${Route['method']} ${string}`): [Route['method'], string] {
  const path = on.slice(on.indexOf(' ') + 1)
  return [on.startsWith('GET') ? 'GET' : on.startsWith('POST') ? 'POST' : 'DELETE', path]
}
