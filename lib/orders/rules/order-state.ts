export type OrderStatus = 'PENDING' | 'PAYING' | 'PAID' | 'CANCELED'

/** The legal moves. PAID and CANCELED are final; the SQL functions of checkout carry the same guards. */
const ORDER_MOVES = {
  PENDING: ['PAYING', 'CANCELED'],
  PAYING: ['PAID', 'CANCELED'],
  PAID: [],
  CANCELED: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>

export const isOpen = (status: OrderStatus): status is 'PENDING' | 'PAYING' => ORDER_MOVES[status].length > 0
