import type { Environment } from '../../lib/config/branch-environment'

/** One line of the report. `fix` says what to do about it. */
export interface Finding {
  part: string
  state: 'well' | 'warning' | 'fault'
  says: string
  fix?: string
}

/** A part's check: an environment that is complete for its branch in, everything there is to say out. Never throws. */
export type Check = (environment: Environment) => Promise<Finding[]>

export const TIMEOUT_MS = 8_000

/** The words of one part. */
export const about = (part: string) => ({
  well: (says: string): Finding => ({ part, state: 'well', says }),
  warning: (says: string, fix: string): Finding => ({ part, state: 'warning', says, fix }),
  fault: (says: string, fix: string): Finding => ({ part, state: 'fault', says, fix }),
})

/** What went wrong, without the addresses and secrets that some errors carry. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  const detail =
    cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : error.message
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  const text = `${detail || error.name}${detail.includes(code.slice(2, -1)) ? '' : code}`
  return text.split('\n', 1)[0]?.replace(/:\/\/[^@\s]+@/g, '://…@') ?? ''
}

/** Which applications an environment is for: both, or one of them when the other is a deployment of its own. */
export function applicationsOf(environment: Environment): { shop: boolean; warehouse: boolean } {
  if (!environment['FULFILLMENT_URL']) return { shop: true, warehouse: true }
  const warehouse = !environment['DATABASE_URL'] && Boolean(environment['FULFILLMENT_DATABASE_URL'])
  return { shop: !warehouse, warehouse }
}
