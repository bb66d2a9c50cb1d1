/** What a process remembers by key: the oldest entry makes room, so that made-up keys can't fill the memory. */
export class BoundedMap<Value> {
  readonly #entries = new Map<string, Value>()

  constructor(private readonly limit: number) {}

  get(key: string): Value | undefined {
    return this.#entries.get(key)
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= this.limit) return
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined) this.#entries.delete(oldest)
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
  }
}
