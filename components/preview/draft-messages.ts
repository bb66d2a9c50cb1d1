import { exactly, object, whole } from '@/components/api-client/shape'

/*
 * What the studio and the page in its frame say to each other, by postMessage to their own origin: the studio that a draft
 * was saved, the page that it shows it.
 */
export interface DraftSaved {
  type: 'draft-saved'
  version: number
}
export const DraftSaved = object<DraftSaved>({ type: exactly('draft-saved'), version: whole })
export interface DraftShown {
  type: 'draft-shown'
  version: number
}
export const DraftShown = object<DraftShown>({ type: exactly('draft-shown'), version: whole })
