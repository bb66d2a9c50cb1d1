/** Carries `<challenge>.<nonce>`. */
export const PROOF_HEADER = 'x-proof'

/**
 * What is hashed (SHA-256) for a proof: the end of the challenge, which nobody can choose, and the nonce. At most 55 bytes:
 * one block.
 */
export const workOf = (challenge: string, nonce: string): string => challenge.slice(-43) + nonce

/** Of the first 32 bits of a hash. */
export const leadingZeroBits = (word: number): number => Math.clz32(word)
