import { randomBytes, randomUUID } from 'node:crypto'
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseServerConfig, serverConfig } from '@/lib/config/shop/server'
import { encrypt } from '@/lib/infra/crypto/aead'
import { type KeyEncryption, keyring } from '@/lib/infra/crypto/keyring'
import { rewrap, seal, type Sealed, unseal } from '@/lib/infra/crypto/seal'
import { shopDb } from '@/lib/infra/db/shop'
import { payments, rotateKeys } from '@/lib/payments'
import { startLocalKms } from '@/local/kms'
import { startLocalStripe } from '@/local/stripe'
import { checkInvariants } from '@/scripts/invariants'
import { atOnce, outcomeOf, press, shopperAtCheckout } from '../support/buyer'
import { expectConsoleError } from '../support/console'
import { givenStock, seedCatalog } from '../support/fixtures'

const stripe = await startLocalStripe()
const kms = await startLocalKms()
Object.assign(process.env, {
  STRIPE_API_URL: stripe.url,
  // The vendor's SDK signs whatever it sends.
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
})
afterAll(() => Promise.all([stripe.close(), kms.close()]))

const ownKeys = (...versions: number[]) =>
  versions.map((version) => ({ version, key: Buffer.alloc(32, version) }))
const aws = { AWS_REGION: 'us-east-1', KMS_URL: kms.url }
const kmsKeys = (...versions: number[]) => versions.map((version) => ({ version, keyId: kms.createKey() }))
const own = (...versions: number[]) =>
  keyring({
    ENCRYPTION_KEYS: ownKeys(...versions),
    KMS_KEY_ID: undefined,
    AWS_REGION: undefined,
    KMS_URL: undefined,
  })
const both = (KMS_KEY_ID: { version: number; keyId: string }[], ...versions: number[]) =>
  keyring({ ENCRYPTION_KEYS: ownKeys(...versions), KMS_KEY_ID, ...aws })

/** As rows were sealed before they said how long their wrapped key is. */
async function sealedAsBefore(value: string, place: string, keys: KeyEncryption): Promise<Sealed> {
  const dataKey = randomBytes(32)
  const parts = [await keys.wrap(dataKey, place), encrypt(dataKey, Buffer.from(value), place)]
  return { bytes: new Uint8Array(Buffer.concat(parts)), keyVersion: keys.currentVersion }
}

describe.each([
  ['keys of our own', () => own(1, 2)],
  ['KMS', () => both(kmsKeys(2), 1)],
])('sealed with %s', (_, make) => {
  const keys = make()

  test('a value comes back in its place, and nowhere else', async () => {
    const sealed = await seal('pi_123', 'Payment:a', keys)
    expect(sealed.keyVersion).toBe(2)
    expect(Buffer.from(sealed.bytes).includes('pi_123')).toBe(false)
    expect(await unseal(sealed, 'Payment:a', keys)).toBe('pi_123')
    for (const place of ['Payment:b', 'Refund:a', '']) {
      await expect(unseal(sealed, place, keys)).rejects.toThrow()
    }
  })

  test('the same value is never the same bytes', async () => {
    const rows = await Promise.all(Array.from({ length: 20 }, () => seal('pi_123', 'Payment:a', keys)))
    expect(new Set(rows.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBe(20)
  })

  test('no byte can be changed', async () => {
    const sealed = await seal('pi_123', 'Payment:a', keys)
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bytes = new Uint8Array(sealed.bytes)
        bytes[at]! ^= by
        await expect(unseal({ ...sealed, bytes }, 'Payment:a', keys)).rejects.toThrow()
      }),
      { numRuns: 60 },
    )
  })

  test('rows of the first format still open, and are wrapped anew into the new one', async () => {
    const old = await sealedAsBefore('pi_old', 'Payment:a', own(1))
    expect(await unseal(old, 'Payment:a', keys)).toBe('pi_old')
    const renewed = await rewrap(old, 'Payment:a', keys)
    expect(renewed.keyVersion).toBe(2)
    expect(await unseal(renewed, 'Payment:a', keys)).toBe('pi_old')
    await expect(unseal(renewed, 'Payment:a', own(1))).rejects.toThrow(/no key v2/)
  })
})

test('a row of the first format that begins like one of the new by chance opens all the same', async () => {
  const keys = own(1)
  const dataKey = randomBytes(32)
  const wrapped = await keys.wrap(dataKey, 'Payment:a')
  const { createCipheriv } = await import('node:crypto')
  const iv = Buffer.concat([Buffer.from('F51\x02', 'latin1'), Buffer.from([0, 60]), randomBytes(6)])
  const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32, 1), iv).setAAD(Buffer.from('Payment:a'))
  const chance = Buffer.concat([iv, cipher.update(dataKey), cipher.final(), cipher.getAuthTag()])
  expect(chance.length).toBe(wrapped.length)
  const bytes = new Uint8Array(Buffer.concat([chance, encrypt(dataKey, Buffer.from('pi_x'), 'Payment:a')]))
  expect(await unseal({ bytes, keyVersion: 1 }, 'Payment:a', keys)).toBe('pi_x')
})

describe('the local KMS, driven by its vendor’s SDK', () => {
  const sdk = new KMSClient({
    region: 'us-east-1',
    endpoint: kms.url,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  })
  const wrap = (KeyId: string, EncryptionContext?: Record<string, string>) =>
    sdk.send(
      new EncryptCommand({
        KeyId,
        Plaintext: Buffer.from('secret'),
        ...(EncryptionContext && { EncryptionContext }),
      }),
    )
  const unwrap = (CiphertextBlob: Uint8Array, more: object = {}) =>
    sdk.send(new DecryptCommand({ CiphertextBlob, ...more }))

  test('what a key has wrapped, it unwraps: under the same context, in whatever order', async () => {
    const key = kms.createKey()
    const { CiphertextBlob, KeyId } = await wrap(key, { a: '1', b: '2' })
    expect(KeyId).toBe(key)
    const { Plaintext } = await unwrap(CiphertextBlob!, { EncryptionContext: { b: '2', a: '1' } })
    expect(Buffer.from(Plaintext!).toString()).toBe('secret')
  })

  test.each([
    ['another context', { EncryptionContext: { a: '2' } }, 'InvalidCiphertextException'],
    ['no context', {}, 'InvalidCiphertextException'],
    ['another key', { KeyId: 'other', EncryptionContext: { a: '1' } }, 'NotFoundException'],
  ])('%s: refused as the vendor does', async (_, more, name) => {
    const { CiphertextBlob } = await wrap(kms.createKey(), { a: '1' })
    await expect(unwrap(CiphertextBlob!, more)).rejects.toMatchObject({ name })
  })

  test('a key of another name, bytes of nobody, a disabled key: refused', async () => {
    const [key, other] = [kms.createKey(), kms.createKey()]
    const { CiphertextBlob } = await wrap(key)
    await expect(unwrap(CiphertextBlob!, { KeyId: other })).rejects.toMatchObject({
      name: 'IncorrectKeyException',
    })
    await expect(unwrap(randomBytes(80))).rejects.toMatchObject({ name: 'InvalidCiphertextException' })
    kms.setEnabled(key, false)
    await expect(unwrap(CiphertextBlob!)).rejects.toMatchObject({ name: 'DisabledException' })
    await expect(wrap(key)).rejects.toMatchObject({ name: 'DisabledException' })
  })
})

test('KMS that does not answer is “unavailable”: the shopper may try again', async () => {
  const keys = keyring({
    ENCRYPTION_KEYS: undefined,
    KMS_KEY_ID: [{ version: 1, keyId: 'x' }],
    AWS_REGION: 'us-east-1',
    KMS_URL: 'http://127.0.0.1:9',
  })
  await expect(seal('pi_1', 'Payment:a', keys)).rejects.toMatchObject({ code: 'unavailable' })
})

describe('the environment', () => {
  const base = () => ({ ...process.env, ENCRYPTION_KEYS: `v1:${Buffer.alloc(32).toString('base64')}` })
  test.each([
    ['a version twice', { KMS_KEY_ID: 'v1:arn:aws:kms:x', AWS_REGION: 'us-east-1' }, /KMS_KEY_ID/],
    ['KMS without a region', { KMS_KEY_ID: 'v2:arn:aws:kms:x', AWS_REGION: '' }, /AWS_REGION/],
    ['no key at all', { ENCRYPTION_KEYS: '', KMS_KEY_ID: '' }, /ENCRYPTION_KEYS/],
    ['a stand-in in production', { DEPLOYMENT: 'production', KMS_URL: 'http://127.0.0.1:9' }, /KMS_URL/],
  ])('refuses %s', (_, changes, fault) => {
    expect(() => parseServerConfig({ ...base(), ...changes })).toThrow(fault)
  })

  test('takes KMS beside our own keys, and alone', () => {
    const kmsSet = { KMS_KEY_ID: 'v2:arn:aws:kms:us-east-1:1:key/x,v3:alias/y', AWS_REGION: 'us-east-1' }
    expect(parseServerConfig({ ...base(), ...kmsSet }).KMS_KEY_ID).toEqual([
      { version: 2, keyId: 'arn:aws:kms:us-east-1:1:key/x' },
      { version: 3, keyId: 'alias/y' },
    ])
    expect(parseServerConfig({ ...base(), ...kmsSet, ENCRYPTION_KEYS: '' }).ENCRYPTION_KEYS).toBeUndefined()
  })
})

describe('keys:rotate', () => {
  const SKU = 'RDG-SND'
  const versions = async (table: 'payment' | 'refund') => {
    const rows =
      table === 'payment'
        ? await shopDb().payment.findMany({ select: { keyVersion: true } })
        : await shopDb().refund.findMany({ select: { keyVersion: true } })
    return [...new Set(rows.map(({ keyVersion }) => keyVersion))].sort()
  }
  /** The keyring of the running shop (v1), and the same with newer keys beside it. */
  const shopKey = () => serverConfig().ENCRYPTION_KEYS ?? []
  const newer = (...added: number[]) =>
    keyring({ ENCRYPTION_KEYS: [...shopKey(), ...ownKeys(...added)], KMS_KEY_ID: undefined, ...aws })
  async function buy(): Promise<string> {
    const { shopper, request } = await shopperAtCheckout(SKU)
    return outcomeOf(await press(shopper.customerId, request))
  }
  async function addRefunds(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const orderId = randomUUID()
      const { bytes, keyVersion, intentHash } = await payments.refundSeal(orderId, `pi_refund${i}`)
      await shopDb().refund.create({
        data: {
          customerId: randomUUID(),
          orderId,
          intentHash,
          intentSealed: bytes,
          keyVersion,
          amount: 1,
          currency: 'USD',
          reason: 'test',
          status: 'DONE',
        },
      })
    }
  }

  beforeAll(async () => {
    await seedCatalog()
    await givenStock(SKU, 500)
  })

  test('wraps payments and refunds anew, says how many, and a second run finds nothing', async () => {
    for (let i = 0; i < 6; i++) expect(await buy()).toBe('paid')
    await addRefunds(5)
    const keys = newer(2)
    expect(await rotateKeys({ keys })).toEqual([
      { table: 'Payment', found: 6, rewrapped: 6, overtaken: 0, failed: 0 },
      { table: 'Refund', found: 5, rewrapped: 5, overtaken: 0, failed: 0 },
    ])
    expect([await versions('payment'), await versions('refund')]).toEqual([[2], [2]])
    expect((await rotateKeys({ keys })).map(({ found }) => found)).toEqual([0, 0])
    for (const { intentSealed, keyVersion, orderId } of await shopDb().payment.findMany()) {
      const id = await unseal({ bytes: intentSealed, keyVersion }, `Payment:${orderId}`, keys)
      expect(id).toMatch(/^pi_/)
    }
  })

  test('stopped half-way it goes on where it was; two at once do each row once', async () => {
    await addRefunds(230)
    const keys = newer(2, 3)
    let batches = 0
    const stopped = rotateKeys({
      keys,
      onBatch: ({ table }) => {
        if (table === 'Refund' && ++batches === 1) throw new Error('killed')
      },
    })
    await expect(stopped).rejects.toThrow('killed')
    expect(await shopDb().refund.count({ where: { keyVersion: { lt: 3 } } })).toBeGreaterThan(0)
    const [one, two] = await Promise.all([rotateKeys({ keys }), rotateKeys({ keys })])
    const total = [...one, ...two].reduce((sum, { rewrapped }) => sum + rewrapped, 0)
    expect(total).toBe(35)
    expect([...one, ...two].every(({ failed }) => failed === 0)).toBe(true)
    expect([await versions('payment'), await versions('refund')]).toEqual([[3], [3]])
  })

  test('from our own keys to KMS while 16 shoppers buy: nobody notices', async () => {
    const KMS_KEY_ID = kmsKeys(4)
    // The running shop knows the new key already, as every process must before a rotation begins.
    serverConfig().ENCRYPTION_KEYS?.push(...ownKeys(2, 3))
    const before = await shopDb().payment.count()
    let selling = true
    const keys = () => keyring({ ENCRYPTION_KEYS: serverConfig().ENCRYPTION_KEYS, KMS_KEY_ID, ...aws })
    const rotating = (async () => {
      let wrapped = 0
      while (selling) {
        for (const { rewrapped } of await rotateKeys({ keys: keys() })) wrapped += rewrapped
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return wrapped
    })()
    Object.assign(serverConfig(), { KMS_KEY_ID, ...aws })
    const answers = await atOnce(4, 16, buy)
    selling = false
    expect(answers.every((answer) => answer === 'paid')).toBe(true)
    expect(await rotating).toBeGreaterThanOrEqual(before)
    await rotateKeys({ keys: keys() })
    expect([await versions('payment'), await versions('refund')]).toEqual([[4], [4]])
    expect(kms.calls.get('Encrypt')).toBeGreaterThan(16)
    for (const { customerId, orderId } of await shopDb().payment.findMany()) {
      expect(await payments.intentOf({ customerId, orderId })).toMatch(/^pi_/)
    }
    const broken = (await checkInvariants()).filter(({ id, faults }) => id !== 'I2' && faults.length > 0)
    expect(broken).toEqual([])
  }, 120_000)

  test('a row whose key is gone is told, left as it is, and stops nothing', async () => {
    expectConsoleError(/keys.rotation_failed/)
    const lost = randomUUID()
    const sealed = await seal('pi_lost', `Refund:${lost}`, own(9))
    await shopDb().refund.create({
      data: {
        customerId: randomUUID(),
        orderId: lost,
        intentHash: new Uint8Array(32),
        intentSealed: sealed.bytes,
        keyVersion: 0,
        amount: 1,
        currency: 'USD',
        reason: 'test',
        status: 'DONE',
      },
    })
    const rotations = await rotateKeys({ keys: newer(10) })
    expect(rotations[1]).toMatchObject({ table: 'Refund', failed: expect.any(Number) })
    const row = await shopDb().refund.findFirstOrThrow({ where: { orderId: lost } })
    expect(Buffer.from(row.intentSealed)).toEqual(Buffer.from(sealed.bytes))
  })
})
