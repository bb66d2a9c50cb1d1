import type { JournalEntry } from './journal'

interface Stored {
  id: string
  object: string
}

/** The objects of one kind, in the order they were made. Every change is reported, for the journal. */
export class Collection<T extends Stored> {
  private readonly byId = new Map<string, T>()

  constructor(
    readonly object: T['object'],
    private readonly changed: (entry: JournalEntry) => void = () => {},
  ) {}

  get(id: string): T | undefined {
    return this.byId.get(id)
  }

  /** Stores the object in place of the one with its id. */
  put(value: T): T {
    this.byId.set(value.id, value)
    this.changed({ id: value.id, object: this.object, value })
    return value
  }

  delete(id: string): boolean {
    if (!this.byId.delete(id)) return false
    this.changed({ id, object: this.object, value: null })
    return true
  }

  all(): T[] {
    return [...this.byId.values()]
  }

  newestFirst(): T[] {
    return this.all().reverse()
  }

  /** Takes back an object from the journal, without reporting it again. */
  restore(entry: JournalEntry): void {
    if (this.isMine(entry.value)) this.byId.set(entry.id, entry.value)
  }

  entries(): JournalEntry[] {
    return this.all().map((value) => ({ id: value.id, object: this.object, value }))
  }

  /** The journal is our own file: its kind tells its shape. */
  private isMine(value: unknown): value is T {
    return typeof value === 'object' && value !== null && 'object' in value && value.object === this.object
  }
}
