import type { ShipmentChange, ShipmentView } from '../schema'

/** Whether a change that was decided on one version is exactly what made the next one: it was sent again. */
export function isDone(current: ShipmentView, change: ShipmentChange): boolean {
  if (current.version !== change.version + 1) return false
  switch (change.action) {
    case 'pack':
      return current.status === 'packed'
    case 'cancel':
      return current.status === 'canceled' && current.cancelReason === change.reason
    case 'put_back':
      return current.status === 'canceled' && !current.needsReturn
    case 'ship':
      return (
        (current.status === 'shipped' || current.status === 'partly_shipped') &&
        current.trackingNumber === change.trackingNumber
      )
  }
}
