import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workOf } from '@/lib/core/proof-of-work'
import { firstWordOf, solveProof } from './solve-proof'

const hashOf = (text: string) => createHash('sha256').update(text).digest()

test('our hash is SHA-256', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 55 })
  fc.assert(
    fc.property(ascii, (text) => {
      expect(firstWordOf(text, new Uint32Array(64))).toBe(hashOf(text).readUInt32BE(0))
    }),
  )
})

test('a proof begins with as many zero bits as were asked for', async () => {
  const challenge = 'c'.repeat(60)
  const proof = await solveProof(challenge, 12)
  const [, nonce = ''] = proof.split('.')
  expect(hashOf(workOf(challenge, nonce)).readUInt32BE(0)).toBeLessThan(2 ** 20)
})
