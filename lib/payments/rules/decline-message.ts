/** The processor's decline codes in plain words. What is not in the table is a plain decline. */
const MESSAGES: Readonly<Record<string, string>> = {
  insufficient_funds: 'Your bank says there is not enough money on this card.',
  expired_card: 'This card has expired.',
  incorrect_cvc: 'The security code does not match this card.',
  invalid_cvc: 'The security code does not match this card.',
  incorrect_number: 'The card number is not right.',
  processing_error: 'Your bank could not process the payment just now. Trying again in a minute may work.',
  authentication_required: 'Your bank wants you to confirm this payment.',
  payment_intent_authentication_failure: 'Your bank could not confirm that it was you.',
  lost_card: 'Your bank declined this card.',
  stolen_card: 'Your bank declined this card.',
  token_expired: 'The card details were held for too long. Please enter them again.',
  too_many_cards: 'Too many cards were tried for this order. Please start a new checkout later.',
}

/** What a shopper reads when a card was declined: the reason, then what is true of their money and what to do. */
export function declineMessage(code: string): string {
  const reason = MESSAGES[code] ?? 'Your bank declined this card.'
  return `${reason} Nothing was charged. You can try another card.`
}
