import 'server-only'

export { catalogTags } from './cache-tags'
export { getCategory } from './get-category'
export { getProduct } from './get-product'
export { listCategories } from './list-categories'
export { listProducts } from './list-products'
export { listSlugs } from './list-slugs'
export { variantsBySku } from './variants-by-sku'
