/** A mistake of the page that uses Stripe.js: thrown, never shown to a shopper. */
export class IntegrationError extends Error {
  name = 'IntegrationError'
}

/** What Stripe.js answers when its server cannot be reached. */
export function connectionError() {
  return {
    type: 'api_connection_error',
    message: 'We are experiencing issues connecting to our payments provider.',
  }
}
