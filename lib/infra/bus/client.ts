import 'server-only'
import { Client, Receiver } from '@upstash/qstash'
import { busConfig } from '../../config/environment'

let client: Client | undefined
let receiver: Receiver | undefined

function bus(): Client {
  const { QSTASH_URL, QSTASH_TOKEN } = busConfig()
  return (client ??= new Client({
    baseUrl: QSTASH_URL,
    token: QSTASH_TOKEN,
    retry: { retries: 1, backoff: () => 100 },
    enableTelemetry: false,
  }))
}

export interface Publication {
  url: string
  body: object
  /** the bus waits so long before the first delivery */
  delaySeconds?: number
  /** the same id again from this deployment, within the bus's window, is not delivered again */
  deduplicationId?: string
  /** gets the consumer's answer once it has taken the message */
  callbackUrl?: string
  /** gets the message when every attempt has failed */
  failureCallbackUrl?: string
  /** attempts after the first */
  retries?: number
}

/**
 * Hands a message to the bus, which delivers it signed, at least once or never: a lost one is the sender's to notice.
 * @throws when the bus did not take it
 */
export async function publish(message: Publication): Promise<{ messageId: string }> {
  const { url, body, delaySeconds, deduplicationId, callbackUrl, failureCallbackUrl, retries = 2 } = message
  const { DEPLOYMENT_NAME } = busConfig()
  const { messageId } = await bus().publishJSON({
    url,
    body: { ...body, deployment: DEPLOYMENT_NAME },
    retries,
    ...(delaySeconds === undefined ? {} : { delay: delaySeconds }),
    ...(deduplicationId === undefined ? {} : { deduplicationId: `${DEPLOYMENT_NAME}-${deduplicationId}` }),
    ...(callbackUrl === undefined ? {} : { callback: callbackUrl }),
    ...(failureCallbackUrl === undefined ? {} : { failureCallback: failureCallbackUrl }),
  })
  return { messageId }
}

/** Whether the bus sent these very bytes, not long ago; with `url` given, to that very endpoint. */
export async function verifyBusSignature(message: {
  signature: string | null
  body: string
  url?: string
}): Promise<boolean> {
  const { QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY } = busConfig()
  receiver ??= new Receiver({
    currentSigningKey: QSTASH_CURRENT_SIGNING_KEY,
    nextSigningKey: QSTASH_NEXT_SIGNING_KEY,
  })
  const { signature, body, url } = message
  if (!signature) return false
  try {
    return await receiver.verify({ signature, body, ...(url ? { url } : {}) })
  } catch {
    return false
  }
}
