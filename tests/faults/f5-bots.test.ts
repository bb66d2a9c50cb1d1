import { vi } from 'vitest'
import { botsFillCarts } from '../support/bots.suite'

// A hold of half a minute, and the limits as they are.
Object.assign(process.env, {
  HOLD_MINUTES: '0.5',
  RATE_LIMIT_FACTOR: '1',
  CLIENT_ADDRESS_HEADER: 'x-real-ip',
})
vi.mock('next/server', () => ({ after: () => undefined }))

botsFillCarts({ bots: 1_000 })
