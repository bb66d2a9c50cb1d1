import 'server-only'

export { addLine } from './add-line'
export { cartForCheckout } from './cart-for-checkout'
export { expireCarts } from './expire-carts'
export { getCart } from './get-cart'
export { rebuildHolds, rebuildLostHolds, type RebuildOptions } from './rebuild-holds'
export { removeLine } from './remove-line'
export { setLine } from './set-line'
