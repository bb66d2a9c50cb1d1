import { classNames } from '../ui/class-names'
import { ProductCard } from './product-card'
import type { ListedCard } from './shown'
import { StockNotes } from './stock-notes'

interface ProductGridProps {
  products: readonly ListedCard[]
  /** Shares its width with something beside it: a row of four only where that is wide enough. */
  shared?: boolean
  className?: string
}

/** Cards in rows of two on phones, four on a desk; one request brings the counts of all of them. */
export function ProductGrid({ products, shared = false, className }: ProductGridProps) {
  return (
    <StockNotes skus={products.flatMap(({ variants }) => variants.map(({ sku }) => sku))}>
      <ul
        className={classNames(
          'grid grid-cols-2 gap-x-4 gap-y-10 md:grid-cols-3 md:gap-x-6',
          shared ? 'xl:grid-cols-4' : 'lg:grid-cols-4',
          className,
        )}
      >
        {products.map((product, index) => (
          <li key={product.slug}>
            <ProductCard product={product} eager={index < 2} />
          </li>
        ))}
      </ul>
    </StockNotes>
  )
}
