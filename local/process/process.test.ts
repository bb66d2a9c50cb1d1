import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startProcess } from './index'

const SLEEPER = 'setInterval(() => {}, 1000)'
/** Ignores the polite signal, and so does its child; both must go. */
const STUBBORN = `process.on('SIGTERM', () => {});
  const child = require('node:child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); ${SLEEPER}"]);
  child.once('spawn', () => setTimeout(() => console.log(child.pid), 200)); ${SLEEPER}`

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const gone = (pid: number) => expect.poll(() => isAlive(pid), { timeout: 8_000 }).toBe(false)

test('stop ends a process, and says what ended it', async () => {
  const started = await startProcess({ command: process.execPath, args: ['-e', SLEEPER] })
  await started.stop()
  expect(await started.ended).toBe('SIGTERM')
  await started.stop()
})

test('what ignores the signal is killed, its children too', async () => {
  let output = ''
  const started = await startProcess({
    command: process.execPath,
    args: ['-e', STUBBORN],
    onOutput: (chunk) => (output += chunk.toString('utf8')),
  })
  await expect.poll(() => output, { timeout: 5_000 }).toMatch(/^\d+\n$/)
  await started.stop(300)
  expect(await started.ended).toBe('SIGKILL')
  await gone(Number(output))
})

test('a program that does not exist is refused', async () => {
  await expect(startProcess({ command: '/no/such/program', args: [] })).rejects.toThrow('ENOENT')
})

test('nothing outlives a parent that was killed outright', async () => {
  const program = `import { startProcess } from ${JSON.stringify(fileURLToPath(new URL('index.ts', import.meta.url)))}
    const { pid } = await startProcess({ command: process.execPath, args: ['-e', ${JSON.stringify(SLEEPER)}] })
    console.log(pid)
    ${SLEEPER}`
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(parent.stdout, 'data')
  const pid = Number(String(line))
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await gone(pid)
})
