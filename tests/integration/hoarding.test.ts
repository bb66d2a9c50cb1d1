import { vi } from 'vitest'
import { hoarding } from '../support/hoarding.suite'

// A hold of 15 seconds: a minute of the shop is a second. The full form is tests/faults/f5-hoarding.test.ts.
Object.assign(process.env, { HOLD_MINUTES: '0.25' })
vi.mock('next/server', () => ({ after: () => undefined }))

await hoarding({ robots: 40, width: 4, patience: 4 })
