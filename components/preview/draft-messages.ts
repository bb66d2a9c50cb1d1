import { z } from 'zod'

/*
 * What the studio and the page in its frame say to each other, by postMessage to their own origin: the studio that a draft
 * was saved, the page that it shows it.
 */
export const DraftSaved = z.object({ type: z.literal('draft-saved'), version: z.int() })
export type DraftSaved = z.infer<typeof DraftSaved>
export const DraftShown = z.object({ type: z.literal('draft-shown'), version: z.int() })
export type DraftShown = z.infer<typeof DraftShown>
