import 'server-only'
import { DecryptCommand, EncryptCommand, KMSClient, KMSServiceException } from '@aws-sdk/client-kms'
import { AppError } from '../../core/errors'
import type { WrappingKey } from './wrapping-key'

/** A shopper waits for it: what KMS has not said by then, it is asked for again once. */
const TIMEOUT_MS = 2_000
const ATTEMPTS = 2

const clients = new Map<string, KMSClient>()

function clientFor(region: string | undefined, url: string | undefined): KMSClient {
  const name = `${region} ${url}`
  const known = clients.get(name)
  if (known) return known
  const made = new KMSClient({
    maxAttempts: ATTEMPTS,
    requestHandler: { requestTimeout: TIMEOUT_MS, connectionTimeout: TIMEOUT_MS },
    ...(region && { region }),
    ...(url && { endpoint: url }),
  })
  clients.set(name, made)
  return made
}

/**
 * A key of AWS KMS: data keys are wrapped there, and the key itself never leaves it. The place is the encryption context,
 * which KMS authenticates and writes into its audit log. KMS' own yearly rotation needs nothing from us.
 *
 * @throws AppError `unavailable` when KMS does not answer: nothing was sealed, and nothing was lost
 */
export function kmsKey(options: {
  keyId: string
  region: string | undefined
  url: string | undefined
}): WrappingKey {
  const { keyId: KeyId, region, url } = options
  const contextOf = (place: string) => ({ application: 'fiftyone', place })
  return {
    async wrap(dataKey, place) {
      const EncryptionContext = contextOf(place)
      const command = new EncryptCommand({ KeyId, Plaintext: dataKey, EncryptionContext })
      const { CiphertextBlob } = await asked(() => clientFor(region, url).send(command))
      if (!CiphertextBlob) throw new Error('KMS wrapped nothing')
      return Buffer.from(CiphertextBlob)
    },
    async unwrap(wrapped, place) {
      const EncryptionContext = contextOf(place)
      // The key is named, or a blob that somebody else's key has wrapped would be opened as well.
      const command = new DecryptCommand({ KeyId, CiphertextBlob: wrapped, EncryptionContext })
      const { Plaintext } = await asked(() => clientFor(region, url).send(command))
      if (!Plaintext) throw new Error('KMS unwrapped nothing')
      return Buffer.from(Plaintext)
    },
  }
}

/** KMS' refusal is passed on as it is: another try would be refused alike. Everything else is worth one. */
async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof KMSServiceException && error.$fault === 'client') throw error
    throw new AppError(
      'unavailable',
      'Please try again in a moment. Nothing was lost.',
      { retryAfter: 2 },
      { cause: error },
    )
  }
}
