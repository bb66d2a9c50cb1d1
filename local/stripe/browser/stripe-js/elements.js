import { IntegrationError } from './errors.js'
import { PaymentElement } from './payment-element.js'

/** `stripe.elements()` in the deferred flow: the amount is known, the PaymentIntent is made at Pay. */
export class Elements {
  _submitted = false
  #payment = null

  constructor(options) {
    this.options = checkedOptions(options)
  }

  create(type, options) {
    if (type !== 'payment')
      throw new IntegrationError(`The local stand-in has the payment Element only, not ${type}.`)
    if (this.#payment !== null)
      throw new IntegrationError('Can only create one Element of type payment through elements().create().')
    this.#payment = new PaymentElement(this, options)
    return this.#payment
  }

  getElement(type) {
    return type === 'payment' || typeof type === 'function' ? this.#payment : null
  }

  update(options) {
    this.options = checkedOptions({ ...this.options, ...options })
    this.#payment?._configure()
  }

  async fetchUpdates() {
    return {}
  }

  async submit() {
    if (this.#payment === null)
      throw new IntegrationError('elements.submit() needs a mounted payment Element.')
    const answer = await this.#payment._ask({ type: 'validate' })
    this._submitted = answer.error === undefined
    return answer.error === undefined ? { selectedPaymentMethod: 'card' } : { error: answer.error }
  }

  _forget(element) {
    if (this.#payment === element) this.#payment = null
  }
}

function checkedOptions(options = {}) {
  const fault =
    options.clientSecret !== undefined
      ? 'the local stand-in has the deferred flow only: give mode, amount and currency, not clientSecret'
      : options.mode !== 'payment'
        ? `mode must be 'payment', not ${options.mode}`
        : !Number.isInteger(options.amount) || options.amount <= 0
          ? `amount must be a positive integer, not ${options.amount}`
          : !/^[a-z]{3}$/.test(options.currency ?? '')
            ? `currency must be a lowercase ISO code, not ${options.currency}`
            : options.paymentMethodTypes !== undefined
              ? 'paymentMethodTypes no longer exists in this version; use allowedPaymentMethodTypes'
              : null
  if (fault !== null) throw new IntegrationError(`Invalid value for elements(): ${fault}.`)
  return options
}
