import 'server-only'

export { countFacets } from './count-facets'
export { findNearest } from './find-nearest'
export { searchProducts, type SearchPage } from './search-products'
export { suggest } from './suggest'
