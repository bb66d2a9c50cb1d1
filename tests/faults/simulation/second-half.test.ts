import { test } from 'vitest'
import { simulateHalf } from './halves'

test(
  'F3: the real functions, killed at any await (second half of the seeds): I1–I7 hold',
  { timeout: 14_400_000 },
  () => simulateHalf(1),
)
