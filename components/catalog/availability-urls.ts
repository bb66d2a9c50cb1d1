import { MAX_SKUS_PER_REQUEST } from '@/lib/inventory/rules/request-size'

/**
 * Where to ask for the counts of SKUs: as few addresses as they fit in. The same SKUs give the same addresses whatever
 * their order, so that all viewers of a page share what a CDN keeps.
 */
export function availabilityUrls(skus: readonly string[]): string[] {
  const sorted = [...new Set(skus)].sort()
  const urls: string[] = []
  for (let from = 0; from < sorted.length; from += MAX_SKUS_PER_REQUEST) {
    const batch = sorted.slice(from, from + MAX_SKUS_PER_REQUEST)
    urls.push(`/api/availability?${batch.map((sku) => `sku=${encodeURIComponent(sku)}`).join('&')}`)
  }
  return urls
}
