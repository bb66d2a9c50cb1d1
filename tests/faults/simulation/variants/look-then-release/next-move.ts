import * as original from '@/lib/checkout/rules/next-move'

export * from '@/lib/checkout/rules/next-move'

/** Releases without looking again. */
export const nextMove: typeof original.nextMove = (...args) => {
  const move = original.nextMove(...args)
  return move === 'fence' ? 'release' : move
}
