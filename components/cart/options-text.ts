import type { Options } from '@/lib/catalog/schema'

/** "Brass", or "Ash, Large": the values say it, their names are on the product's page. */
export const optionsText = (options: Options): string => Object.values(options).join(', ')
