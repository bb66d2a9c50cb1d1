import fc from 'fast-check'
import { oddBody, type OddBody, rightBody } from './bodies'
import { oddText } from './values'

/** A request that is right, by its parts, from which odd ones are made. */
export interface Sample {
  /** of the path, by name; empty where it has none */
  params: Readonly<Record<string, string>>
  query: readonly (readonly [name: string, value: string])[]
  /** undefined: sent without one */
  body?: unknown
  headers: Readonly<Record<string, string>>
}

export interface OddRequest {
  params: Record<string, string>
  /** as it stands in the address, percent signs and all */
  query: string
  headers: [name: string, value: string][]
  body: OddBody
}

/** Headers that our code, Next or next-auth reads. */
const READ_HEADERS = [
  ...['accept', 'accept-encoding', 'accept-language', 'authorization', 'content-encoding', 'content-length'],
  ...[
    'content-type',
    'cookie',
    'forwarded',
    'if-modified-since',
    'if-none-match',
    'origin',
    'purpose',
    'range',
  ],
  ...['referer', 'sec-fetch-site', 'stripe-signature', 'upstash-signature', 'user-agent', 'x-forwarded-for'],
  ...['x-forwarded-host', 'x-forwarded-proto', 'x-http-method-override', 'x-proof', 'x-real-ip'],
  ...['next-action', 'next-router-prefetch', 'next-router-segment-prefetch', 'next-router-state-tree'],
  ...['next-url', 'rsc', 'x-middleware-subrequest', 'x-nextjs-data', 'x-prerender-revalidate'],
]
const COOKIES = ['shopper', 'next-auth.session-token', 'next-auth.session-token.0', 'next-auth.csrf-token']
const MORE_COOKIES = ['next-auth.callback-url', 'next-auth.state', '__prerender_bypass', 'preview', 'cart']
const CHOSEN_VALUES = [
  ...[
    '',
    '*',
    '0',
    '1',
    'null',
    'undefined',
    '[]',
    '{}',
    '%',
    '%00',
    '%5B',
    '[""]',
    '["",{}]',
    '%22',
    '\u00ff',
  ],
  ...['bytes=0-', 'bytes=-1', 'bytes=9-1', 'Bearer ', 'Bearer x', 'Basic Og==', 'gzip', 'br, gzip;q=x'],
  ...['application/json', 'application/json; charset=utf-16', 'text/plain', 'multipart/form-data', '/'],
  ...['null', 'https://evil.example', 'http://[::1', 't=1,v1=00', 'e30.e30.e30', 'W/"x"', 'Thu, 99 Foo 0'],
]

/** What a header may hold on the wire: bytes, but for the control characters. */
const headerValue = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...CHOSEN_VALUES) },
  { weight: 2, arbitrary: oddText.map((text) => encodeURIComponent(text.toWellFormed())) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0x20, max: 0xff }), { maxLength: 300 })
      .map((bytes) => String.fromCharCode(...bytes.filter((byte) => byte !== 0x7f))),
  },
)

const oddCookie = (cookie: string) =>
  fc
    .tuple(fc.constantFrom(...COOKIES, ...MORE_COOKIES), headerValue, fc.boolean())
    .map(([name, value, keep]) => {
      const kept = keep && cookie ? `${cookie}; ` : ''
      return `${kept}${name}=${value}`
    })

const oddHeaders = (headers: Sample['headers']): fc.Arbitrary<OddRequest['headers']> => {
  const odd = fc.oneof(
    fc.tuple(fc.constantFrom(...READ_HEADERS), headerValue),
    fc.tuple(fc.constant('cookie'), oddCookie(headers['cookie'] ?? '')),
  )
  return fc
    .array(odd, { minLength: 1, maxLength: 3 })
    .map((more) => Object.entries({ ...headers, ...Object.fromEntries(more) }))
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())
const spelt = (query: Sample['query']) =>
  query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')

function oddQuery(query: Sample['query']): fc.Arbitrary<string> {
  const names = ['q', 'after', 'id', '__proto__', 'a[b]', ...query.map(([name]) => name)]
  const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, oddText)
  const raw = fc.constantFrom('%', '%f', '%ff=%ff', '&&&=', '=', '?', '#', '+', 'q=%00', 'q=%ed%a0%80', 'q')
  const more = fc.array(fc.tuple(name, oddText), { minLength: 1, maxLength: 4 })
  return fc.oneof(
    {
      weight: 4,
      arbitrary: more.map((odd) => spelt([...query.filter(([one]) => one !== odd[0]?.[0]), ...odd])),
    },
    { weight: 1, arbitrary: more.map((odd) => spelt([...query, ...odd])) },
    { weight: 1, arbitrary: raw.map((odd) => `${spelt(query)}&${odd}`) },
    {
      weight: 1,
      arbitrary: name.map((one) =>
        Array(200)
          .fill(`${encoded(one)}=1`)
          .join('&'),
      ),
    },
  )
}

function oddParams(params: Sample['params']): fc.Arbitrary<OddRequest['params']> {
  const names = Object.keys(params)
  if (names.length === 0) return fc.constant({})
  return fc.tuple(fc.constantFrom(...names), oddText).map(([name, odd]) => ({ ...params, [name]: odd }))
}

/** The sample as it is. */
export const rightRequest = (sample: Sample): OddRequest => ({
  params: { ...sample.params },
  query: spelt(sample.query),
  headers: Object.entries(sample.headers),
  body: rightBody(sample.body),
})

/** A request like the sample, odd in one or more of its parts. */
export function oddRequest(sample: Sample): fc.Arbitrary<OddRequest> {
  const mostly = <Part>(right: Part, odd: fc.Arbitrary<Part>) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: odd })
  return fc.record({
    params: mostly({ ...sample.params }, oddParams(sample.params)),
    query: mostly(spelt(sample.query), oddQuery(sample.query)),
    headers: mostly(Object.entries(sample.headers), oddHeaders(sample.headers)),
    body: oddBody(sample.body),
  })
}
