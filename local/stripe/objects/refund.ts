import type Stripe from 'stripe'
import { newId, unixNow } from '../ids'
import { idOf } from './charge'

export interface NewRefund {
  amount: number
  charge: Stripe.Charge
  metadata: Stripe.Metadata
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null
}

export function buildRefund({ amount, charge, metadata, reason }: NewRefund): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: newId('txn'),
    charge: charge.id,
    created: unixNow(),
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata,
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}
