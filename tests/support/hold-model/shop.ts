import { serverConfig } from '@/lib/config/shop/server'
import { shopDb } from '@/lib/infra/db/shop'
import { redis } from '@/lib/infra/redis/client'
import { keys } from '@/lib/infra/redis/keys'
import { stockCache } from '@/lib/inventory/holds/stock-cache'
import type { StockLevel } from '@/lib/inventory/schema'
import { setDrivenClock } from '../driven-clock'
import type { Level } from './ledger'

/** The shop under test: real use cases, real Postgres, an engine whose scripts read the test's clock. */
export class Shop {
  /** every level there ever was, so that an old one can be told late */
  readonly history: StockLevel[] = []

  /** Begins anew: nothing ordered, nothing held, so many units of each SKU. */
  async open(now: number, units: ReadonlyMap<string, number>): Promise<Map<string, Level>> {
    const levels = new Map<string, Level>()
    for (const [sku, onHand] of units) {
      const { version } = await shopDb().stock.update({
        where: { sku },
        data: { onHand, reserved: 0, version: { increment: 1 } },
      })
      levels.set(sku, { onHand, reserved: 0, version })
    }
    stockCache.forgetReadings([...units.keys()])
    await this.flush(now)
    return levels
  }

  /** Changes what open orders have reserved, and what is there, as checkout's own transactions do. */
  async move(sku: string, change: { onHand?: number; reserved?: number }): Promise<StockLevel> {
    const { onHand = 0, reserved = 0 } = change
    const level = await shopDb().stock.update({
      where: { sku },
      data: {
        onHand: { increment: onHand },
        reserved: { increment: reserved },
        version: { increment: 1 },
      },
      select: { sku: true, onHand: true, reserved: true, version: true },
    })
    // Another process did it: what this one has read of it is old.
    stockCache.forgetReadings([sku])
    this.history.push(level)
    return level
  }

  async flush(now: number): Promise<void> {
    const ours = await redis().keys(`${serverConfig().REDIS_PREFIX}:*`)
    await redis().unlink(...ours, 'none')
    await redis().scriptFlush()
    await setDrivenClock(now)
  }

  async loseStock(sku: string): Promise<void> {
    await redis().del(keys.stock(sku))
  }

  async loseHolds(sku: string): Promise<void> {
    await redis().del(
      keys.holds(sku),
      keys.holdExpiry(sku),
      keys.holdStories(sku),
      keys.holdGuard(sku),
      keys.holdShares(sku),
    )
  }
}
