import 'server-only'
import type { Caller } from '../../core/caller'
import { applyHolds } from './apply-holds'
import { placeOf } from './place'

/**
 * Whether a line could have `quantity` units now, with a hold or without one; changes no hold. Redis remembers a refusal: the
 * product is wanted, and its new holds get shorter.
 * @returns `available`: units the line could have in all, at least `quantity` when it can have them
 */
export async function askUnits(options: {
  /** undefined: there is no cart yet */
  cartId: string | undefined
  sku: string
  quantity: number
  caller?: Caller | null | undefined
}): Promise<{ available: number }> {
  const { cartId = '', sku, quantity, caller } = options
  const { results } = await applyHolds([{ cartId, sku, quantity, act: 'ask', place: placeOf(caller) }])
  const [result] = results
  if (!result) throw new Error('a question has a result')
  const canHave = result.granted || result.loose
  return { available: canHave ? Math.max(result.available, quantity) : result.available }
}
