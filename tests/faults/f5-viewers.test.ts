import { vi } from 'vitest'
import { viewersOfOneProduct } from '../support/viewers.suite'

vi.mock('next/server', () => ({ after: () => undefined }))

viewersOfOneProduct({ viewers: 500, seconds: 30 })
