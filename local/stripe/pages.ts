import { readFileSync } from 'node:fs'

export interface Page {
  headers: Record<string, string>
  body: string
}

const TYPES = {
  js: 'text/javascript; charset=utf-8',
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/** The shop frames the card form and the challenge, so they may be framed by anyone; they load nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"

/** The modules of Stripe.js, each after those it imports. */
const STRIPE_JS = ['origin', 'errors', 'payment-element', 'elements', 'challenge-dialog', 'client']

const FILES = [
  { path: /^\/_local\/element$/, file: 'element.html', type: 'html' },
  { path: /^\/_local\/element\.js$/, file: 'element.js', type: 'js' },
  { path: /^\/_local\/card-input\.js$/, file: 'card-input.js', type: 'js' },
  { path: /^\/_local\/element\.css$/, file: 'element.css', type: 'css' },
  { path: /^\/_local\/3ds\/pi_\w+$/, file: 'challenge.html', type: 'html' },
  { path: /^\/_local\/challenge\.js$/, file: 'challenge.js', type: 'js' },
  { path: /^\/_local\/challenge\.css$/, file: 'challenge.css', type: 'css' },
] as const

/** Stripe.js, or the file of the card form or the challenge that a path names. */
export function pageAt(path: string): Page | undefined {
  if (path === '/stripe.js') return page('js', stripeJs())
  const found = FILES.find((entry) => entry.path.test(path))
  return found && page(found.type, read(found.file))
}

/** One classic script, as Stripe.js is, of modules that share a scope: their imports and exports fall away. */
function stripeJs(): string {
  const modules = STRIPE_JS.map((name) =>
    read(`stripe-js/${name}.js`)
      .replace(/^import [^']*'[^']*'\n/gm, '')
      .replace(/^export /gm, ''),
  )
  return `;(() => {\n'use strict'\n${modules.join('\n')}})()\n`
}

function read(file: string): string {
  return readFileSync(new URL(`./browser/${file}`, import.meta.url), 'utf8')
}

function page(type: keyof typeof TYPES, body: string): Page {
  return {
    headers: {
      'content-type': TYPES[type],
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    },
    body,
  }
}
