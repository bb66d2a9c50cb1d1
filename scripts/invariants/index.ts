import type { Check } from './check'
import { capturesHaveOrders, ordersHaveCaptures } from './money'
import { nothingStuck, oneOrderEach, paidOrdersShip } from './orders'
import { neverNegative, unitsAddUp } from './stock'

const CHECKS: readonly Check[] = [
  unitsAddUp,
  capturesHaveOrders,
  ordersHaveCaptures,
  paidOrdersShip,
  nothingStuck,
  neverNegative,
  oneOrderEach,
]

export interface Finding {
  id: Check['id']
  rule: string
  faults: string[]
}

/** Checks what must always hold (I1–I7, docs/reliability.md) against Postgres, the payment processor and the warehouse's database. */
export async function checkInvariants(): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { id, rule, run } of CHECKS) findings.push({ id, rule, faults: await run() })
  return findings
}
