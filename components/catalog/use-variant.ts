'use client'

import { useCallback, useEffect, useState } from 'react'
import { chosenVariant, VARIANT_PARAM, variantPath } from '@/lib/catalog/rules/chosen-variant'
import type { VariantView } from '@/lib/catalog/schema'

/**
 * The variant that the address names. The page is made once for all of them, so the address is read here, and changed
 * without asking the server.
 */
export function useVariant(
  slug: string,
  variants: readonly VariantView[],
): [VariantView | undefined, (sku: string) => void] {
  const [sku, setSku] = useState<string | null>(null)
  useEffect(() => {
    const read = () => setSku(new URLSearchParams(location.search).get(VARIANT_PARAM))
    read()
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }, [])
  const choose = useCallback(
    (chosen: string) => {
      setSku(chosen)
      history.replaceState(history.state, '', variantPath(slug, variants, chosen))
    },
    [slug, variants],
  )
  const [first, ...others] = variants
  return [first && chosenVariant([first, ...others], sku), choose]
}
