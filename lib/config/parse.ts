import { z } from 'zod'

/** An environment that cannot work. The message lists every fault, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads settings by a schema; an empty string counts as not set. @throws ConfigError naming every fault at once */
export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<Schema> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(set)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    ({ path, message }) => `  ${path.join('.') || 'environment'}: ${message}`,
  )
  throw new ConfigError(`The environment is not right:\n${faults.join('\n')}\nSee .env.example.`)
}

export const Secret = z.string().min(16, 'at least 16 characters')
export const PostgresUrl = z.url({ protocol: /^postgres(ql)?$/ })
export const HttpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ''))

/** Where this process runs. Live keys and production's hosts belong to `production` alone. */
export const Deployment = z.enum(['production', 'preview', 'development']).default('development')
