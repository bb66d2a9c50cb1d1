import type Stripe from 'stripe'
import { newId, randomText, unixNow } from '../ids'

export interface NewPaymentIntent {
  allowedPaymentMethodTypes: string[] | null
  amount: number
  automaticPaymentMethods: Stripe.PaymentIntent.AutomaticPaymentMethods | null
  captureMethod: 'automatic' | 'automatic_async' | 'manual'
  confirmationMethod: 'automatic' | 'manual'
  currency: string
  customer: string | null
  description: string | null
  metadata: Stripe.Metadata
  paymentMethod: string | null
  receiptEmail: string | null
  setupFutureUsage: 'off_session' | 'on_session' | null
  shipping: Stripe.PaymentIntent.Shipping | null
  statementDescriptorSuffix: string | null
}

export function buildPaymentIntent(given: NewPaymentIntent): Stripe.PaymentIntent {
  const id = newId('pi')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: given.allowedPaymentMethodTypes,
    amount: given.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: given.automaticPaymentMethods,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: given.captureMethod,
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: given.confirmationMethod,
    created: unixNow(),
    currency: given.currency,
    customer: given.customer,
    customer_account: null,
    description: given.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: given.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: given.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: given.allowedPaymentMethodTypes ?? ['card'],
    payment_record: null,
    processing: null,
    receipt_email: given.receiptEmail,
    review: null,
    setup_future_usage: given.setupFutureUsage,
    shipping: given.shipping,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: given.statementDescriptorSuffix,
    status: given.paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
    transfer_data: null,
    transfer_group: null,
  }
}

const PUBLIC_FIELDS = [
  'id',
  'object',
  'allowed_payment_method_types',
  'amount',
  'amount_details',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_configuration_details',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
] as const satisfies (keyof Stripe.PaymentIntent)[]

export type PublicPaymentIntent = Pick<Stripe.PaymentIntent, (typeof PUBLIC_FIELDS)[number]>

/** What a browser with a publishable key and the client secret may see: no metadata, customer or charge. */
export function publicView(intent: Stripe.PaymentIntent): Partial<PublicPaymentIntent> {
  return Object.fromEntries(PUBLIC_FIELDS.map((name) => [name, intent[name]]))
}
