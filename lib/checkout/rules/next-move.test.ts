import { expect, test } from 'vitest'
import { type Move, nextMove, type PaymentState } from './next-move'

test.each<[PaymentState, boolean, Move]>([
  ['succeeded', false, 'pay'],
  ['succeeded', true, 'pay'],
  ['canceled', false, 'release'],
  ['canceled', true, 'release'],
  ['needs_card', false, 'wait_for_card'],
  ['needs_action', false, 'wait_for_shopper'],
  ['processing', false, 'wait_for_processor'],
  ['needs_card', true, 'fence'],
  ['needs_action', true, 'fence'],
  ['processing', true, 'fence'],
])('payment %s, over: %s → %s', (state, over, move) => {
  expect(nextMove(state, over)).toBe(move)
})

test('stock is released only when the processor says that the payment is canceled', () => {
  const states: PaymentState[] = ['needs_card', 'needs_action', 'processing', 'succeeded', 'canceled']
  const releasing = states.filter((state) =>
    [true, false].some((over) => nextMove(state, over) === 'release'),
  )
  expect(releasing).toEqual(['canceled'])
})
