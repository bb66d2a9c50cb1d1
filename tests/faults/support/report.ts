/** One line a fault test prints: what was done, how many faults were injected, what was found. */
export function report(name: string, done: string, faults: number, found: string): void {
  process.stderr.write(`${name}  ${done} · ${faults.toLocaleString('en-US')} faults · ${found}\n`)
}
