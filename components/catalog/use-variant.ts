'use client'

import { useSyncExternalStore } from 'react'
import { chosenVariant, VARIANT_PARAM, variantPath } from '@/lib/catalog/rules/chosen-variant'
import type { VariantView } from '@/lib/catalog/schema'

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}

const askedFor = (): string | null => new URLSearchParams(location.search).get(VARIANT_PARAM)

export interface ChosenVariant {
  variant: VariantView | undefined
  choose: (sku: string) => void
  /**
   * The choice of this very moment, by the address. A click that came before the page was alive is served with what was
   * rendered for everyone, and must not buy that.
   */
  now: () => VariantView | undefined
}

/** The variant that the address names. The page is made once for all of them: the address is read in the browser alone. */
export function useVariant(slug: string, variants: readonly VariantView[]): ChosenVariant {
  const asked = useSyncExternalStore(subscribe, askedFor, () => null)
  const [first, ...others] = variants
  const pick = (sku: string | null) => first && chosenVariant([first, ...others], sku)
  return {
    variant: pick(asked),
    now: () => pick(askedFor()),
    choose(sku) {
      history.replaceState(history.state, '', variantPath(slug, variants, sku))
      for (const listener of listeners) listener()
    },
  }
}
