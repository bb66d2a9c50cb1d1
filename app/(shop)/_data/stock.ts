import 'server-only'
import type { ShownCard, ShownProduct } from '@/components/catalog/shown'
import type { ProductCard, ProductView } from '@/lib/catalog/schema'
import { stockMarks } from '@/lib/inventory'

/** Cards with what may be said of their stock. One query. */
export async function withStockOfAll(cards: readonly ProductCard[]): Promise<ShownCard[]> {
  const marks = await stockMarks(cards.flatMap(({ variants }) => variants.map(({ sku }) => sku)))
  const bySku = new Map(marks.map((mark) => [mark.sku, mark]))
  return cards.map((card) => ({
    ...card,
    stock: card.variants.flatMap(({ sku }) => bySku.get(sku) ?? []),
  }))
}

/** A page, its own stock and its companions' alike. One query. */
export async function withStock(product: ProductView): Promise<ShownProduct> {
  const [own, ...goesWith] = await withStockOfAll([product, ...product.goesWith])
  return { ...product, stock: own?.stock ?? [], goesWith }
}
