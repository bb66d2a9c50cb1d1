/** Nothing may keep the terminal longer than this; the guard (local/process) then ends what is left. */
const LONGEST_STOP_MS = 12_000
const PARENT_CHECK_MS = 250

/**
 * Stops, in the reverse order of their start, the things added to it: on Ctrl-C, SIGTERM, a closed terminal, or when the
 * process that started this one is gone.
 */
export function stopOnSignals() {
  const toStop: (() => Promise<unknown>)[] = []
  const parent = process.ppid
  let stopped: Promise<void> | undefined

  const everything = (): Promise<void> => {
    stopped ??= (async () => {
      setTimeout(() => process.exit(), LONGEST_STOP_MS).unref()
      for (const close of toStop.reverse()) {
        await close().catch((error: unknown) => console.error(error instanceof Error ? error.message : error))
      }
      process.exit()
    })()
    return stopped
  }
  const on = (code: number) => () => {
    if (!stopped) process.exitCode = code
    void everything()
  }
  process.on('SIGINT', on(130))
  process.on('SIGTERM', on(143))
  process.on('SIGHUP', on(129))
  setInterval(() => {
    if (process.ppid !== parent) on(1)()
  }, PARENT_CHECK_MS).unref()

  return {
    add(close: () => Promise<unknown>): void {
      toStop.push(close)
      if (stopped) void close().catch(() => undefined)
    },
    everything,
    get stopping(): boolean {
      return stopped !== undefined
    },
  }
}

export type Stopping = ReturnType<typeof stopOnSignals>
