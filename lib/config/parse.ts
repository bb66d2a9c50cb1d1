import { z } from 'zod'
import { type Environment, withBranch } from './branch-environment'
import { productionFaults } from './production-guard'

/** An environment that cannot work. The message lists every fault, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor(readonly faults: readonly string[]) {
    super(
      `The environment is not right:\n${faults.map((fault) => `  ${fault}`).join('\n')}\nSee .env.example.`,
    )
  }
}

/**
 * Reads settings by a schema, completed for a branch's preview; an empty string counts as not set.
 * @throws ConfigError naming every fault at once, what belongs to production alone among them
 */
export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: Environment,
): z.infer<Schema> {
  const set = withBranch(environment)
  const parsed = schema.safeParse(set)
  const stolen = productionFaults(set).map(({ setting, message }) => `${setting}: ${message}`)
  if (parsed.success && stolen.length === 0) return parsed.data
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'environment'}: ${message}`)
  throw new ConfigError([...new Set([...faults, ...stolen])])
}

export const Secret = z.string().min(16, 'at least 16 characters')
export const PostgresUrl = z.url({ protocol: /^postgres(ql)?$/ })
export const HttpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ''))

/** Where this process runs. Live keys and production's hosts belong to `production` alone. */
export const Deployment = z.enum(['production', 'preview', 'development']).default('development')
