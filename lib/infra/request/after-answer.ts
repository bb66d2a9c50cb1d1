import 'server-only'
import { after } from 'next/server'

/**
 * Runs `task` once the request that this code works for has its answer; Next keeps the function alive until then.
 * @returns false where no request is handled (a script, a test, a timer): the task does not run
 */
export function afterAnswer(task: () => Promise<unknown>): boolean {
  try {
    after(async () => void (await task()))
    return true
  } catch (error) {
    if (error instanceof Error && /outside a request scope/.test(error.message)) return false
    throw error
  }
}
