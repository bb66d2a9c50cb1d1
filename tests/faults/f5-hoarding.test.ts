import { vi } from 'vitest'
import { hoarding } from '../support/hoarding.suite'

// A hold of a minute: three minutes of the shop are twelve seconds.
Object.assign(process.env, { HOLD_MINUTES: '1' })
vi.mock('next/server', () => ({ after: () => undefined }))

await hoarding({ robots: 1_000, width: 16, patience: 1 })
