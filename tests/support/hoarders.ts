import { changeLine } from '@/lib/cart'
import { MAX_UNITS_PER_LINE } from '@/lib/cart/schema'
import type { Caller } from '@/lib/core/caller'
import { AppError } from '@/lib/core/errors'
import type { Shopper } from '@/lib/shopper'
import { atOnce } from './at-once'
import { newShopper } from './fixtures'

interface Robot {
  caller: Caller
  shopper?: Shopper
  turn: number
}

/**
 * Robots that want all there is of these SKUs and never pay. Each has a cart, renews its lines one after the other, takes them
 * out and puts them in again, and now and then comes back as somebody new. No limit slows them: they are faster than any
 * robot may be.
 */
export function startHoarders(options: {
  count: number
  /** writes at any moment */
  width: number
  skus: readonly string[]
  callerOf: (robot: number) => Caller
}) {
  const { count, width, skus, callerOf } = options
  const robots = Array.from({ length: count }, (_, index): Robot => ({
    caller: callerOf(index),
    turn: index,
  }))
  let isOver = false
  let writes = 0

  async function write(robot: Robot): Promise<void> {
    const { caller } = robot
    const sku = skus[robot.turn % skus.length] ?? ''
    robot.turn += 1
    if (!robot.shopper || robot.turn % (skus.length * 8) === 0) robot.shopper = (await newShopper()).shopper
    const { shopper } = robot
    if (robot.turn % 7 === 0) await changeLine({ change: 'set', shopper: shopper, sku, quantity: 0 })
    // All it can get: ten, or what is left.
    for (let quantity = MAX_UNITS_PER_LINE; quantity > 0;) {
      writes += 1
      const left = await changeLine({ change: 'set', shopper, sku, quantity, caller }).then(() => 0, leftOf)
      if (left >= quantity) return
      quantity = left
    }
  }

  const running = atOnce(width, width, async (worker) => {
    for (let next = worker; !isOver; next = (next + width) % Math.max(count, width)) {
      const robot = robots[next]
      if (robot) await write(robot)
      else await new Promise(setImmediate)
    }
  })

  return {
    writes: () => writes,
    async stop(): Promise<void> {
      isOver = true
      await running
    },
  }
}

/** What a refusal says could be had; it never is an error of ours. */
function leftOf(error: unknown): number {
  if (error instanceof AppError && error.code === 'insufficient_stock')
    return Number(error.extra['available'])
  throw error
}
