import { showChallenge } from './challenge-dialog.js'
import { Elements } from './elements.js'
import { connectionError, IntegrationError } from './errors.js'
import { ORIGIN } from './origin.js'

class StripeClient {
  #key
  #actions = new Map()

  constructor(key) {
    this.#key = key
  }

  elements = (options) => new Elements(options)

  createConfirmationToken = async ({ elements, params = {} } = {}) => {
    if (!(elements instanceof Elements))
      throw new IntegrationError('createConfirmationToken() needs elements.')
    if (!elements._submitted)
      throw new IntegrationError('elements.submit() must be called before stripe.createConfirmationToken().')
    const { mode, currency, captureMethod } = elements.options
    const body = await elements.getElement('payment')._ask({
      type: 'tokenize',
      key: this.#key,
      params: { ...params, client_context: { mode, currency, capture_method: captureMethod } },
    })
    return body.error === undefined ? { confirmationToken: body } : { error: body.error }
  }

  retrievePaymentIntent = async (clientSecret) => {
    const [id] = clientSecret.split('_secret_')
    const query = new URLSearchParams({ client_secret: clientSecret })
    try {
      const response = await fetch(`${ORIGIN}/v1/payment_intents/${id}?${query}`, {
        headers: { authorization: `Bearer ${this.#key}` },
      })
      const body = await response.json()
      return response.ok ? { paymentIntent: body } : { error: body.error }
    } catch {
      return { error: connectionError() }
    }
  }

  /** One challenge at a time for a payment, however often it is asked for. */
  handleNextAction = ({ clientSecret }) => {
    if (!this.#actions.has(clientSecret)) {
      const action = this.#nextAction(clientSecret).finally(() => this.#actions.delete(clientSecret))
      this.#actions.set(clientSecret, action)
    }
    return this.#actions.get(clientSecret)
  }

  async #nextAction(clientSecret) {
    const before = await this.retrievePaymentIntent(clientSecret)
    if (before.error !== undefined) return before
    const { status, next_action: action } = before.paymentIntent
    if (status !== 'requires_action')
      throw new IntegrationError(
        'handleNextAction: The PaymentIntent supplied is not in the requires_action state.',
      )
    if (action.type === 'redirect_to_url') {
      location.assign(action.redirect_to_url.url)
      return new Promise(() => {})
    }
    await showChallenge(new URL(action.use_stripe_sdk.stripe_js).pathname)
    const after = await this.retrievePaymentIntent(clientSecret)
    const failed = after.paymentIntent?.last_payment_error
    return failed
      ? { error: { ...failed, message: forShopper(failed), payment_intent: after.paymentIntent } }
      : after
  }

  registerAppInfo = () => {}
  _registerWrapper = () => {}
}

function forShopper({ code, message }) {
  return code === 'payment_intent_authentication_failure'
    ? 'We are unable to authenticate your payment method. Please choose a different payment method and try again.'
    : message
}

// react-stripe-js recognises a Stripe object by the presence of these.
for (const name of [
  'createToken',
  'createPaymentMethod',
  'confirmCardPayment',
  'confirmPayment',
  'confirmSetup',
  'retrieveSetupIntent',
]) {
  StripeClient.prototype[name] = async () => {
    throw new IntegrationError(`stripe.${name}() is not part of the local stand-in.`)
  }
}

function Stripe(key) {
  if (!/^pk_test_/.test(key))
    throw new IntegrationError('The local stand-in for Stripe.js takes pk_test_ keys only.')
  return new StripeClient(key)
}
Stripe.version = 'endive'
window.Stripe = Stripe
