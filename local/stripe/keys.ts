import { ApiError, invalidRequest } from './errors'
import type { KeyKind } from './routes/route'

/** The API key of an Authorization header, Bearer or Basic (as curl -u sends it). */
function keyIn(authorization: string): string {
  const [scheme, credentials = ''] = authorization.split(' ')
  if (scheme === 'Bearer') return credentials
  if (scheme !== 'Basic') return ''
  return Buffer.from(credentials, 'base64').toString().split(':')[0] ?? ''
}

/** Which kind of test key a request carries. Any test key will do; a live key is refused and never repeated. */
export function keyKindOf(authorization: string | undefined): KeyKind {
  const key = keyIn(authorization ?? '')
  if (key === '') {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    )
  }
  if (/^(sk|pk|rk)_live/.test(key)) {
    throw unauthorized('Live keys are refused: this is a local stand-in for Stripe test mode.')
  }
  if (/^(sk|rk)_test_\w+$/.test(key)) return 'secret'
  if (/^pk_test_\w+$/.test(key)) return 'publishable'
  throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}****`)
}

function unauthorized(message: string): ApiError {
  return new ApiError(401, { type: 'invalid_request_error', message })
}

/** Refuses a key that may not call a route. */
export function checkKey(kind: KeyKind, allowed: readonly KeyKind[]): void {
  if (allowed.includes(kind)) return
  throw kind === 'publishable'
    ? invalidRequest({
        message:
          'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
        code: 'secret_key_required',
        status: 403,
      })
    : invalidRequest({
        message: 'This API call must be made with a publishable API key, from the browser.',
        status: 403,
      })
}
