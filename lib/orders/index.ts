import 'server-only'

export { applyShipment } from './apply-shipment'
export { takeDelivery } from './take-delivery'
export { getOrder } from './get-order'
export { listOrders } from './list-orders'
export { isOpen, ORDER_MOVES, type OrderStatus } from './rules/order-state'
export { orders } from './store'
export { type OrderRow, toOrderView } from './view'
