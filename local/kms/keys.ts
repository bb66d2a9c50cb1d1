import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'

/** A refusal as the vendor's SDK reads it: `type` becomes the exception's name. */
export class KmsError extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message)
  }
}

interface Key {
  arn: string
  secret: Buffer
  enabled: boolean
}

const Base64 = z.base64().transform((text) => Buffer.from(text, 'base64'))
const Context = z.record(z.string(), z.string()).default({})
const EncryptInput = z.object({ KeyId: z.string(), Plaintext: Base64, EncryptionContext: Context })
const DecryptInput = z.object({
  KeyId: z.string().optional(),
  CiphertextBlob: Base64,
  EncryptionContext: Context,
})

const MAX_PLAINTEXT_BYTES = 4096
const ARN = 'arn:aws:kms:us-east-1:111122223333:key/'
const ID_BYTES = 16
const IV_BYTES = 12
const TAG_BYTES = 16

/** Symmetric keys as KMS has them. A blob names its key: key id ‖ iv ‖ ciphertext ‖ tag. */
export class LocalKeys {
  readonly #keys = new Map<string, Key>()

  create(): string {
    const id = randomUUID()
    this.#keys.set(id, { arn: `${ARN}${id}`, secret: randomBytes(32), enabled: true })
    return `${ARN}${id}`
  }

  setEnabled(keyId: string, enabled: boolean): void {
    this.#find(keyId).enabled = enabled
  }

  encrypt(body: unknown): object {
    const { KeyId, Plaintext, EncryptionContext } = parse(EncryptInput, body)
    if (Plaintext.length === 0 || Plaintext.length > MAX_PLAINTEXT_BYTES)
      throw new KmsError('ValidationException', 'Plaintext must have length between 1 and 4096')
    const key = this.#usable(KeyId)
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key.secret, iv).setAAD(canonical(EncryptionContext))
    const sealed = Buffer.concat([cipher.update(Plaintext), cipher.final(), cipher.getAuthTag()])
    const blob = Buffer.concat([Buffer.from(idOf(key.arn).replaceAll('-', ''), 'hex'), iv, sealed])
    return {
      KeyId: key.arn,
      CiphertextBlob: blob.toString('base64'),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    }
  }

  decrypt(body: unknown): object {
    const { KeyId, CiphertextBlob: blob, EncryptionContext } = parse(DecryptInput, body)
    const hex = blob.subarray(0, ID_BYTES).toString('hex')
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    if (!this.#keys.has(id)) throw new KmsError('InvalidCiphertextException', 'not a ciphertext of KMS')
    if (KeyId !== undefined && idOf(this.#find(KeyId).arn) !== id)
      throw new KmsError('IncorrectKeyException', 'The key ID in the request does not identify the CMK used')
    const key = this.#usable(id)
    const iv = blob.subarray(ID_BYTES, ID_BYTES + IV_BYTES)
    try {
      const decipher = createDecipheriv('aes-256-gcm', key.secret, iv)
        .setAAD(canonical(EncryptionContext))
        .setAuthTag(blob.subarray(-TAG_BYTES))
      const plaintext = [decipher.update(blob.subarray(ID_BYTES + IV_BYTES, -TAG_BYTES)), decipher.final()]
      return {
        KeyId: key.arn,
        Plaintext: Buffer.concat(plaintext).toString('base64'),
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      }
    } catch {
      throw new KmsError('InvalidCiphertextException', 'the ciphertext or its context was changed')
    }
  }

  #find(keyId: string): Key {
    const key = this.#keys.get(idOf(keyId))
    if (!key) throw new KmsError('NotFoundException', `Key '${keyId}' does not exist`)
    return key
  }

  #usable(keyId: string): Key {
    const key = this.#find(keyId)
    if (!key.enabled) throw new KmsError('DisabledException', `${key.arn} is disabled.`)
    return key
  }
}

const idOf = (keyId: string): string => keyId.split('/').at(-1) ?? keyId
const canonical = (context: Record<string, string>): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))))

function parse<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new KmsError('ValidationException', z.prettifyError(parsed.error))
  return parsed.data
}
