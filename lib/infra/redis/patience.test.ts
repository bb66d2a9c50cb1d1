import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { patience } from './patience'

const block = (ms: number) => {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('gives up after its time', async () => {
  const startedAt = performance.now()
  await new Promise<void>((resolve) => patience(150, resolve))
  expect(performance.now() - startedAt).toBeGreaterThan(100)
})

test('nobody gives up on what was heard', async () => {
  let isOver = false
  const heard = patience(50, () => (isOver = true))
  heard()
  await new Promise<void>((resolve) => patience(100, resolve))
  expect(isOver).toBe(false)
})

test('time in which this process could not listen does not count', async () => {
  let isOver = false
  const over = new Promise<void>((resolve) => {
    patience(300, () => {
      isOver = true
      resolve()
    })
  })
  const plain = AbortSignal.timeout(300)
  for (let i = 0; i < 3; i++) {
    block(150)
    await sleep(0)
  }
  await sleep(1)
  expect(plain.aborted).toBe(true)
  expect(isOver).toBe(false)
  await over
})

test('a later wait is not cut short by an earlier one', async () => {
  let isLaterOver = false
  const first = new Promise<void>((resolve) => patience(100, resolve))
  await sleep(80)
  patience(100, () => (isLaterOver = true))
  await first
  expect(isLaterOver).toBe(false)
})
