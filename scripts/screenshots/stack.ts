import { z } from 'zod'

/** What the pictures need of a running shop: a part of its stack.json. */
export const Stack = z.object({ app: z.url(), stripe: z.object({ url: z.url(), secretKey: z.string() }) })
export type Stack = z.infer<typeof Stack>
