import 'server-only'

export { changeStatus } from './change-status'
export { createPreviewLink } from './create-preview-link'
export { createProduct } from './create-product'
export { discardDraft } from './discard-draft'
export { editStock } from './edit-stock'
export { getHistory } from './get-history'
export { getHome } from './get-home'
export { getPage } from './get-page'
export { getStock } from './get-stock'
export { listCategoryPages } from './list-category-pages'
export { listPages } from './list-pages'
export { previewPath } from './preview-path'
export {
  addToPreviewCookie,
  previewCookieName,
  previewToken,
  readPreviewCookie,
  readPreviewToken,
} from './preview-token'
export { publishPage } from './publish-page'
export { type MaySee, type Preview, previewCategory, previewHome, previewProduct } from './read-preview'
export { restoreRevision } from './restore-revision'
export { saveDraft } from './save-draft'
