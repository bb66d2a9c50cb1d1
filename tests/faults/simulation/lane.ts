import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { SimulatedBus } from './bus-gate'
import type { Actor } from './gate'
import { connectTo, type Database } from './postgres-gate'
import { SimulatedStripe } from './stripe-gate'

/** One pair of databases in which worlds run, one after the other. Lanes run side by side. */
export class Lane {
  stripe = new SimulatedStripe()
  bus = new SimulatedBus()
  /** for what happens outside the simulated processes: set-up, the passing of time, the audit */
  readonly shop: pg.Pool
  readonly fulfillment: pg.Pool

  private constructor(
    readonly databases: Record<Database, SqlDriverAdapter>,
    urls: Record<Database, string>,
  ) {
    this.shop = new pg.Pool({ connectionString: urls.shop, max: 2 })
    this.fulfillment = new pg.Pool({ connectionString: urls.fulfillment, max: 1 })
    // `end()` does not wait until its connections are closed: dropping the database may still cut one off.
    for (const pool of [this.shop, this.fulfillment]) pool.on('error', () => undefined)
  }

  static async open(urls: Record<Database, string>): Promise<Lane> {
    const [shop, fulfillment] = await Promise.all([connectTo(urls.shop), connectTo(urls.fulfillment)])
    return new Lane({ shop, fulfillment }, urls)
  }

  /** Forgets all that its worlds have left. */
  async clear(): Promise<void> {
    this.stripe = new SimulatedStripe()
    this.bus = new SimulatedBus()
    await this.shop.query(
      `TRUNCATE "Order", "CheckoutAlias", "Payment", "Refund", "Reservation", "OrderLine", "OutboxEvent", "InboxEvent",
        "StripeEvent", "Cart", "CartLine", "Customer", "StockAdjustment", "Stock", "Variant" CASCADE`,
    )
    await this.fulfillment.query(
      `TRUNCATE "Shipment", "ShipmentLine", "InboxEvent", "OutboxEvent", "AuditEntry", "CanceledOrder" CASCADE`,
    )
  }

  /** Somebody whose calls pass the gate at once. */
  bystander(): Actor {
    return { lane: this, name: 'bystander', dead: false, done: false, connections: new Set(), parked: null }
  }

  async close(): Promise<void> {
    const { shop, fulfillment } = this.databases
    await Promise.all([this.shop.end(), this.fulfillment.end(), shop.dispose(), fulfillment.dispose()])
  }
}
