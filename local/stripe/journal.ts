import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** One object as it was left by a commit; a null value is a removal. */
export interface JournalEntry {
  id: string
  object: string
  value: unknown
}

/**
 * An append-only file of commits, one JSON line each. A commit is written with one synchronous call before its
 * request is answered: what was answered survives a killed process, and a torn last line is a commit that never was.
 */
export class Journal {
  private pending: JournalEntry[] = []

  constructor(private readonly file: string) {}

  /** What the file holds, newest state of each object only, in the order the objects were made. */
  read(): JournalEntry[] {
    if (!existsSync(this.file)) return []
    const latest = new Map<string, JournalEntry>()
    for (const line of readFileSync(this.file, 'utf8').split('\n')) {
      for (const entry of parseLine(line)) {
        if (entry.value === null) latest.delete(`${entry.object} ${entry.id}`)
        else latest.set(`${entry.object} ${entry.id}`, entry)
      }
    }
    return [...latest.values()]
  }

  /** Replaces the file by one line per object. */
  compact(entries: JournalEntry[]): void {
    mkdirSync(dirname(this.file), { recursive: true })
    const next = `${this.file}.next`
    writeFileSync(next, entries.map((entry) => `${JSON.stringify([entry])}\n`).join(''))
    renameSync(next, this.file)
  }

  /** Notes a change for the next commit. */
  record(entry: JournalEntry): void {
    this.pending.push(entry)
  }

  /** Writes all that was noted since the last commit as one line. */
  commit(): void {
    if (this.pending.length === 0) return
    appendFileSync(this.file, `${JSON.stringify(this.pending)}\n`)
    this.pending = []
  }
}

function parseLine(line: string): JournalEntry[] {
  try {
    const entries: unknown = line === '' ? [] : JSON.parse(line)
    return Array.isArray(entries) ? entries.filter(isEntry) : []
  } catch {
    return []
  }
}

function isEntry(value: unknown): value is JournalEntry {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'object' in value &&
    typeof value.object === 'string' &&
    'value' in value
  )
}
