const terminal = process.stdout.isTTY === true
/** When the command was given: scripts/bootstrap.mjs may have installed the dependencies before this process. */
const startedAt =
  performance.now() - (Date.now() - (Number(process.env['FIFTYONE_STARTED_AT']) || Date.now()))

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

const running = new Map<string, number>()
let ticking: NodeJS.Timeout | undefined

/**
 * Runs one step and prints a line with its time when it is over. `say` puts the result into a few words; `isGood` tells
 * whether it is one. When `work` throws, the line says that it failed and the error goes on to the caller.
 * Steps may run side by side.
 */
export async function step<Result>(
  name: string,
  work: () => Promise<Result>,
  say: (result: Result) => string = () => '',
  isGood: (result: Result) => boolean = () => true,
): Promise<Result> {
  const began = performance.now()
  begin(name, began)
  try {
    const result = await work()
    end(name, line(isGood(result) ? '✓' : '✗', name, began, say(result)))
    return result
  } catch (error) {
    end(name, line('✗', name, began))
    throw error
  }
}

function line(mark: string, name: string, began: number, words = ''): string {
  return `  ${mark} ${name.padEnd(16)} ${seconds(began).padStart(8)}   ${words}`.trimEnd()
}

/** On a terminal the last line shows what is under way; elsewhere a long step is announced once. */
function begin(name: string, began: number): void {
  running.set(name, began)
  if (terminal) {
    ticking ??= setInterval(() => {
      const [oldest] = running
      if (oldest) process.stdout.write(`\r\u001b[K${line('…', [...running.keys()].join(', '), oldest[1])}`)
    }, 100)
  } else {
    setTimeout(() => running.get(name) === began && console.log(`  … ${name}`), 5_000).unref()
  }
}

function end(name: string, text: string): void {
  running.delete(name)
  if (running.size === 0) {
    clearInterval(ticking)
    ticking = undefined
  }
  process.stdout.write(`${terminal ? '\r\u001b[K' : ''}${text}\n`)
}

/** Since the command was given. */
export const elapsed = (): string => seconds(startedAt)
