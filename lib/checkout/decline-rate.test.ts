import { expect, test, vi } from 'vitest'
import { noteTry } from './decline-rate'

const MINUTE = 60_000

test('alert.card_testing goes out once in ten minutes, when most of many cards are declined', () => {
  const alarm = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  for (let card = 0; card < 29; card++) noteTry(true, 0)
  expect(alarm).not.toHaveBeenCalled()
  noteTry(true, 1)
  for (let card = 0; card < 100; card++) noteTry(true, 2)
  expect(alarm).toHaveBeenCalledTimes(1)
  expect(alarm.mock.calls[0]?.[0]).toContain('alert.card_testing')

  // Ten minutes later: as many declines among many payments are a busy day.
  for (let card = 0; card < 60; card++) noteTry(card % 3 === 0, 11 * MINUTE)
  for (let card = 0; card < 20; card++) noteTry(card % 2 === 0, 12 * MINUTE)
  expect(alarm).toHaveBeenCalledTimes(1)
  for (let card = 0; card < 60; card++) noteTry(true, 13 * MINUTE)
  expect(alarm).toHaveBeenCalledTimes(2)
})
