/** What the banner has to say. */
export type Preview =
  | { state: 'draft'; version: number; updatedAt: Date; updatedBy: string }
  | { state: 'published' }
  | { state: 'refused' }
