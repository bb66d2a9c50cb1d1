import type { ProductCard, ProductView } from '@/lib/catalog/schema'
import type { StockMark } from '@/lib/inventory/schema'

/** A product's card as a page made for everyone shows it: with what can be said of its stock, SKU by SKU. */
export type ShownCard = ProductCard & { stock: readonly StockMark[] }

/** The same where the stock is not said: in what a browser has asked for since. */
export type ListedCard = ProductCard & { stock?: readonly StockMark[] }

export type ShownProduct = Omit<ProductView, 'goesWith'> & {
  stock: readonly StockMark[]
  goesWith: readonly ShownCard[]
}
