import { z } from 'zod'

/** An event's version as JSON Schema 2020-12, as its sender may write it. */
export function schemaOf(version: string, schema: z.ZodType): object {
  const made = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' })
  // Through JSON, as a file has it.
  return { title: version, ...(JSON.parse(JSON.stringify(made)) as object) }
}
