import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { patience } from './patience'

const block = (ms: number) => {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('gives up after its time', async () => {
  const startedAt = performance.now()
  const signal = patience(150)
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
  expect(performance.now() - startedAt).toBeGreaterThan(100)
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' })
})

test('time in which this process could not listen does not count', async () => {
  const signal = patience(300)
  const plain = AbortSignal.timeout(300)
  for (let i = 0; i < 3; i++) {
    block(150)
    await sleep(0)
  }
  await sleep(1)
  expect(plain.aborted).toBe(true)
  expect(signal.aborted).toBe(false)
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
})

test('a later wait is not cut short by an earlier one', async () => {
  const first = patience(100)
  await sleep(80)
  const second = patience(100)
  await new Promise((resolve) => first.addEventListener('abort', resolve))
  expect(second.aborted).toBe(false)
})
