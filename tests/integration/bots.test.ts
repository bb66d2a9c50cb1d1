import { vi } from 'vitest'
import { botsFillCarts } from '../support/bots.suite'

// A hold of six seconds; 120 writes a minute of an address become 12. The full form is tests/faults/f5-bots.test.ts.
Object.assign(process.env, {
  HOLD_MINUTES: '0.1',
  RATE_LIMIT_FACTOR: '0.1',
  CLIENT_ADDRESS_HEADER: 'x-real-ip',
})
vi.mock('next/server', () => ({ after: () => undefined }))

botsFillCarts({ bots: 100 })
