import 'server-only'
import { serverConfig } from '../../config/shop/server'
import { askAlong, redis } from '../../infra/redis/client'
import { keys } from '../../infra/redis/keys'

/** A switch that an operator has thrown is seen by all servers within this time. */
const FRESH_MS = 2_000

let isOn = false
let readAt = -Infinity

/**
 * Whether cart writes need a proof: by ATTACK_MODE, or by the operator's switch (`npm run attack-mode`). The switch is read
 * beside the next question to Redis, so nobody waits for it; while Redis is away it stays as it was.
 */
export function isAttackMode(now = performance.now()): boolean {
  if (serverConfig().ATTACK_MODE === 'on') return true
  if (now - readAt > FRESH_MS) {
    readAt = now
    void askAlong(async () => {
      isOn = await attackSwitch.get()
    }, FRESH_MS)
  }
  return isOn
}

/** The operator's switch, for all servers. */
export const attackSwitch = {
  get: async (): Promise<boolean> => (await redis().get(keys.attackMode())) !== null,

  async set(on: boolean): Promise<void> {
    if (on) await redis().set(keys.attackMode(), 'on')
    else await redis().del(keys.attackMode())
  },
}
