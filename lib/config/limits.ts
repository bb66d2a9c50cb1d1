import 'server-only'
import { z } from 'zod'
import { parseEnvironment } from './parse'

/** How callers are told apart and how much each may ask; the shop and the fulfillment application share these. */
export const limitSettings = {
  /** The header in which the platform in front writes the caller's address, overwriting what a caller sent. */
  CLIENT_ADDRESS_HEADER: z.enum(['x-vercel-forwarded-for', 'x-real-ip', 'cf-connecting-ip']).optional(),
  RATE_LIMIT_FACTOR: z.coerce.number().positive().max(1_000_000).default(1),
}

const Settings = z.object(limitSettings)

let parsed: z.infer<typeof Settings> | undefined

/** @throws ConfigError */
export function limitConfig(): z.infer<typeof Settings> {
  return (parsed ??= parseEnvironment(Settings, process.env))
}
