/**
 * Stops the processes of a parent that died without stopping them itself (kill -9, a closed terminal). It reads
 * "+PID SIGNAL" and "-PID" lines from the parent; when the pipe closes, what is still on the list is signalled, and
 * killed outright when it has not ended a few seconds later.
 */
import readline from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const GRACE_MS = 5_000
const watched = new Map()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined)

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [, sign, pid, signal] = /^([+-])(\d+)(?: (SIG[A-Z]+))?$/.exec(line) ?? []
  if (sign === '+') watched.set(Number(pid), signal ?? 'SIGTERM')
  if (sign === '-') watched.delete(Number(pid))
}

for (const [pid, signal] of watched) send(pid, signal)
const end = Date.now() + GRACE_MS
while (Date.now() < end && [...watched.keys()].some((pid) => send(pid, 0))) await sleep(50)
for (const pid of watched.keys()) send(pid, 'SIGKILL')

/** To the process's whole group, which it leads. */
function send(pid, signal) {
  try {
    process.kill(-pid, signal)
    return true
  } catch {
    return false
  }
}
