import { expect, test } from 'vitest'
import { consoleLines } from '../../../tests/support/console'
import { noteShareHit } from './hoarding'

const alerts = () => consoleLines().filter((line) => line.includes('"alert.hoarding"')).length

test('who meets a share now and then is a line in the log; 60 in a minute are an alert, said again after ten minutes', () => {
  for (let second = 0; second < 590; second += 10) noteShareHit('LMP-BRS', second * 1_000)
  expect(consoleLines().some((line) => line.includes('"security.hoarding","sku":"LMP-BRS"'))).toBe(true)
  expect(alerts()).toBe(0)
  for (let hit = 0; hit < 200; hit++) noteShareHit('LMP-BRS', 700_000 + hit)
  expect(alerts()).toBe(1)
  for (let hit = 0; hit < 200; hit++) noteShareHit('LMP-BRS', 1_400_000 + hit)
  expect(alerts()).toBe(2)
})
