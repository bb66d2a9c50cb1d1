import 'server-only'

export { cancelIntent, confirmIntent, createIntent, type Intent, readIntent } from '../infra/stripe/intents'
export { ProcessorRefused, ProcessorUnavailable } from '../infra/stripe/errors'
export { type PaymentHint, readWebhook } from '../infra/stripe/webhook'
export { declineMessage } from './rules/decline-message'
export { rotateKeys } from './rotate-keys'
export { sendRefunds } from './send-refunds'
export { type OrderKey, payments } from './store'
