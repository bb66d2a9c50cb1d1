import 'server-only'
import { isDevelopmentBuild } from '../config/build'

/** The Content-Security-Policy of a page rendered for one request: scripts by nonce, and hosts besides our own. */
export function noncePolicy(options: {
  nonce: string
  scripts?: readonly string[]
  images?: readonly string[]
  connections?: readonly string[]
  frames?: readonly string[]
  /** where a form may be sent on to */
  forms?: readonly string[]
}): string {
  const { nonce, scripts = [], images = [], connections = [], frames = [], forms = [] } = options
  const directives = {
    'default-src': ["'self'"],
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...scripts,
      ...(isDevelopmentBuild ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', ...images],
    'connect-src': ["'self'", ...connections],
    'frame-src': frames.length > 0 ? frames : ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'", ...forms],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ')
}
