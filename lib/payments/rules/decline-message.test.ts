import { expect, test } from 'vitest'
import { declineMessage } from './decline-message'

test.each([
  ['insufficient_funds', /not enough money/],
  ['expired_card', /expired/],
  ['incorrect_cvc', /security code/],
  ['generic_decline', /declined this card/],
  ['a_code_of_next_year', /declined this card/],
])('%s is said in plain words', (code, words) => {
  expect(declineMessage(code)).toMatch(words)
})

test('a lost or stolen card is not told from a plain decline', () => {
  expect(declineMessage('stolen_card')).toBe(declineMessage('generic_decline'))
})

test('every message says that nothing was charged', () => {
  for (const code of ['insufficient_funds', 'lost_card', 'unknown']) {
    expect(declineMessage(code)).toContain('Nothing was charged')
  }
})
