import 'server-only'
import { refreshStalePages } from './refresh-stale-pages'

let noted = false

/** This process has appended stale pages that nobody waits for. */
export function noteStalePages(): void {
  noted = true
}

/** For `after`: makes fresh what this process has appended meanwhile; nothing, and no query, when it has not. */
export async function refreshNoted(): Promise<void> {
  if (!noted) return
  noted = false
  await refreshStalePages()
}
