import { z } from 'zod'

const Token = z.object({ id: z.string() })

/** A ConfirmationToken for one of Stripe's test cards, as Stripe.js makes it in a browser. */
export async function cardTokenAt(
  stripe: { url: string; secretKey: string },
  card = 'pm_card_visa',
  signal?: AbortSignal,
): Promise<string> {
  const answer = await fetch(`${stripe.url}/v1/test_helpers/confirmation_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stripe.secretKey}` },
    body: new URLSearchParams({ payment_method: card }),
    ...(signal && { signal }),
  })
  return Token.parse(await answer.json()).id
}
