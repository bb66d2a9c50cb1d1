import 'server-only'
import { z } from 'zod'
import { busConfig } from '../../config/environment'
import { parseJson } from '../../core/json'

const Marked = z.object({ deployment: z.string() })
/** A callback, and a failure's, carries the message that it is about. */
const About = z.object({ sourceBody: z.base64() })

/**
 * Whether another deployment sent this message, or the one that this callback is about. Deployments may share the bus's
 * account, and so its signing keys; the signature alone says only that the bus delivered it here. What carries no name
 * (a schedule's body, a message of an older version) is taken as ours.
 */
export function isForeign(body: unknown): boolean {
  const about = About.safeParse(body)
  const marked = Marked.safeParse(
    about.success ? parseJson(Buffer.from(about.data.sourceBody, 'base64').toString('utf8')) : body,
  )
  return marked.success && marked.data.deployment !== busConfig().DEPLOYMENT_NAME
}
