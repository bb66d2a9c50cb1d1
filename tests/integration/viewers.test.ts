import { vi } from 'vitest'
import { viewersOfOneProduct } from '../support/viewers.suite'

vi.mock('next/server', () => ({ after: () => undefined }))

// The full form, for 30 seconds, is tests/faults/f5-viewers.test.ts.
viewersOfOneProduct({ viewers: 500, seconds: 5 })
