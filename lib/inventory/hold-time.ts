import 'server-only'
import { serverConfig } from '../config/server'

/** How long a cart's units stay its own after its last write. */
export const holdMilliseconds = (): number => serverConfig().HOLD_MINUTES * 60_000
