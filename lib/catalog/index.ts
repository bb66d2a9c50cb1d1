import 'server-only'

export { type EditedProduct, editing } from './editing-store'
export { findPage, hasBeenPage } from './find-page'
export { getAnyProduct, getProduct } from './get-product'
export { findPhoto, listPhotos } from './photo-library'
export { listMoved, locatePage, movedTo } from './slugs-store'
export {
  countProducts,
  getCategory,
  listAddresses,
  listCategories,
  listProducts,
  listSlugs,
  productsById,
  variantsBySku,
} from './store'
