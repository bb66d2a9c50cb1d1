'use client'

import { useCallback, useState } from 'react'
import { asProblem } from '@/components/api-client/problem'
import type { Cart, CartLine } from '@/lib/cart/schema'
import { formatCount } from '@/lib/core/format'
import { isLapsed } from './lapsed'
import { useCart } from './use-cart'

/** The cart's changes as a list of lines needs them: why one was refused, and what was just taken out. */
export function useCartEdits(cart: Cart) {
  const { addLine, setLine, removeLine, refresh } = useCart()
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [removed, setRemoved] = useState<CartLine | null>(null)
  const [restored, setRestored] = useState<string | null>(null)

  const say = (sku: string, problem: string | null) =>
    setProblems(({ [sku]: _old, ...others }) => (problem === null ? others : { ...others, [sku]: problem }))

  const attempt = async (sku: string, change: () => Promise<unknown>): Promise<boolean> => {
    say(sku, null)
    try {
      await change()
      return true
    } catch (thrown) {
      say(sku, asProblem(thrown).detail)
      return false
    }
  }

  return {
    problems,
    removed,
    /** the line that was just put back: it takes the focus that was on Undo */
    restored,
    setQuantity: (sku: string, quantity: number) => {
      setRemoved(null)
      void attempt(sku, () => setLine({ sku, quantity }))
    },
    remove: async (line: CartLine) => {
      setRestored(null)
      if (await attempt(line.sku, () => removeLine(line.sku))) setRemoved(line)
    },
    undo: async () => {
      if (!removed) return
      const { sku, quantity, slug, name, image, options, unitPrice } = removed
      const preview = { slug, name, image, options, unitPrice }
      if (!(await attempt(sku, () => addLine({ sku, quantity, preview })))) return
      setRemoved(null)
      setRestored(sku)
    },
    holdAgain: async () => {
      for (const { sku, quantity } of cart.lines.filter((line) => isLapsed(cart, line.sku))) {
        say(sku, null)
        try {
          await setLine({ sku, quantity })
        } catch (thrown) {
          const { available = 0, detail } = asProblem(thrown)
          const kept = available > 0 && (await attempt(sku, () => setLine({ sku, quantity: available })))
          if (kept)
            say(sku, `Only ${formatCount(available)} left, so we changed this to ${formatCount(available)}.`)
          else say(sku, detail)
        }
      }
    },
    refresh: useCallback(() => void refresh(), [refresh]),
  }
}
