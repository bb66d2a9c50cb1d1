import { RedisError } from '../engine'
import type { SortedSet } from './sorted-set'

interface DataOf {
  string: string
  hash: Map<string, string>
  zset: SortedSet
  set: Set<string>
  list: string[]
}

export type Type = keyof DataOf
type Value = { [T in Type]: { type: T; data: DataOf[T] } }[Type]
type Entry = Value & { expiresAt: number | null }

const WRONG_TYPE = 'WRONGTYPE Operation against a key holding the wrong kind of value'

/** All keys, with their types and times. Time stands still during a command, a script and a transaction. */
export class Keyspace {
  readonly #entries = new Map<string, Entry>()
  now = Date.now()

  /** The key's data, undefined when there is none. Throws WRONGTYPE when it holds another type. */
  read<T extends Type>(key: string, type: T): DataOf[T] | undefined {
    const entry = this.#live(key)
    if (!entry) return undefined
    if (!holds(entry, type)) throw new RedisError(WRONG_TYPE)
    return entry.data
  }

  /** As `read`, but what does not exist is made. */
  open<T extends Type>(key: string, type: T, make: () => DataOf[T]): DataOf[T] {
    const found = this.read(key, type)
    if (found !== undefined) return found
    const data = make()
    this.write(key, type, data)
    return data
  }

  /** Replaces whatever the key held. Its time to live is dropped unless it is to be kept. */
  write<T extends Type>(key: string, type: T, data: DataOf[T], keepTtl = false): void {
    const expiresAt = keepTtl ? this.expiresAt(key) : null
    this.#entries.set(key, { type, data, expiresAt } as Entry)
  }

  /** Removes the key when its collection became empty, as Redis does. */
  dropIfEmpty(key: string): void {
    const entry = this.#live(key)
    if (!entry || entry.type === 'string') return
    if ((entry.type === 'list' ? entry.data.length : entry.data.size) === 0) this.#entries.delete(key)
  }

  has(key: string): boolean {
    return this.#live(key) !== undefined
  }

  type(key: string): Type | undefined {
    return this.#live(key)?.type
  }

  delete(key: string): boolean {
    return this.has(key) && this.#entries.delete(key)
  }

  rename(from: string, to: string): boolean {
    const entry = this.#live(from)
    if (!entry) return false
    this.#entries.delete(from)
    this.#entries.set(to, entry)
    return true
  }

  keys(): string[] {
    this.sweep()
    return [...this.#entries.keys()]
  }

  clear(): void {
    this.#entries.clear()
  }

  /** Milliseconds since 1970, null for a key without an end, or without existence. */
  expiresAt(key: string): number | null {
    return this.#live(key)?.expiresAt ?? null
  }

  /** Answers whether there was such a key. A time that has passed deletes it. */
  expire(key: string, at: number | null): boolean {
    const entry = this.#live(key)
    if (!entry) return false
    entry.expiresAt = at
    this.#live(key)
    return true
  }

  /** Forgets what has expired. Reads never see it anyway; this keeps memory from growing. */
  sweep(): void {
    for (const key of this.#entries.keys()) this.#live(key)
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key)
    if (!entry || entry.expiresAt === null || entry.expiresAt > this.now) return entry
    this.#entries.delete(key)
    return undefined
  }
}

const holds = <T extends Type>(entry: Entry, type: T): entry is Entry & { type: T; data: DataOf[T] } =>
  entry.type === type
