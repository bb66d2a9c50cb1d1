import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { BoundedMap } from '../../core/bounded-map'
import { AppError } from '../../core/errors'
import { leadingZeroBits, PROOF_HEADER, workOf } from '../../core/proof-of-work'
import { readToken, signToken } from '../../infra/crypto/token'
import { withRedis } from '../../infra/redis/client'
import { keys } from '../../infra/redis/keys'
import { isAttackMode } from './attack-mode'

const PURPOSE = 'cart-proof'
const LASTS_MS = 2 * 60_000
/** About 130,000 hashes: a third of a second of a browser's time for each write, and as much of a robot's for each of its own. */
const BITS = 17
const TIME_BYTES = 6

/** While Redis is away each process remembers by itself what was used. */
const used = new BoundedMap<true>(20_000)

/**
 * While ATTACK_MODE is on, a write needs a proof of work: the header `x-proof: <challenge>.<nonce>` with a challenge of ours
 * that is not older than two minutes and was never used. The refusal brings the next challenge.
 * @throws AppError `proof_required` with `challenge` and `bits`
 */
export async function requireProof(request: Request): Promise<void> {
  if (!isAttackMode()) return
  const [challenge = '', nonce = ''] = request.headers.get(PROOF_HEADER)?.split('.') ?? []
  if (isSolved(challenge, nonce) && (await isFirstUse(challenge))) return
  throw new AppError('proof_required', 'Please try again.', { challenge: newChallenge(), bits: BITS })
}

function newChallenge(now = Date.now()): string {
  const payload = Buffer.alloc(TIME_BYTES + 8)
  payload.writeUIntBE(now + LASTS_MS, 0, TIME_BYTES)
  randomBytes(8).copy(payload, TIME_BYTES)
  return signToken(PURPOSE, payload)
}

function isSolved(challenge: string, nonce: string): boolean {
  if (!/^\w{1,12}$/.test(nonce)) return false
  const payload = readToken(PURPOSE, challenge)
  if (!payload || payload.readUIntBE(0, TIME_BYTES) < Date.now()) return false
  const hash = createHash('sha256').update(workOf(challenge, nonce)).digest()
  return leadingZeroBits(hash.readUInt32BE(0)) >= BITS
}

async function isFirstUse(challenge: string): Promise<boolean> {
  const id = challenge.slice(-22)
  if (used.get(id)) return false
  used.set(id, true)
  const said = await withRedis(
    (redis) => redis.set(keys.usedProof(id), '1', { nx: true, px: LASTS_MS }),
    () => 'OK' as const,
  )
  return said === 'OK'
}
