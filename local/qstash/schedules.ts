import { randomUUID } from 'node:crypto'
import { type Cron, parseCron } from './cron'
import { BadRequest, type Headers, type MessageSpec, parseMessage } from './message'

export interface Schedule {
  id: string
  cron: string
  createdAt: number
  destination: string
  headers: Headers
  body: Buffer
  isPaused: boolean
}

/** Schedules by cron, checked at every full minute of UTC or of the zone they name. */
export class Schedules {
  readonly #schedules = new Map<string, { schedule: Schedule; matches: Cron }>()
  readonly #publish: (spec: MessageSpec) => void
  #timer: NodeJS.Timeout | undefined

  constructor(publish: (spec: MessageSpec) => void) {
    this.#publish = publish
    this.#awaitMinute()
  }

  /** Creates a schedule, or replaces the one of the same id. Throws BadRequest before it changes anything. */
  put(destination: string, headers: Headers, body: Buffer): Schedule {
    const now = Date.now()
    const cron = headers['upstash-cron']
    if (!cron) throw new BadRequest('cron is required')
    const matches = parseOrRefuse(cron)
    parseMessage(destination, headers, body, now)
    const id = headers['upstash-schedule-id'] ?? `scd_${randomUUID().replaceAll('-', '')}`
    const previous = this.#schedules.get(id)?.schedule
    const schedule: Schedule = {
      id,
      cron,
      createdAt: previous?.createdAt ?? now,
      destination,
      headers,
      body,
      isPaused: previous?.isPaused ?? false,
    }
    this.#schedules.set(id, { schedule, matches })
    return schedule
  }

  get(id: string): Schedule | undefined {
    return this.#schedules.get(id)?.schedule
  }

  list(): Schedule[] {
    return [...this.#schedules.values()].map(({ schedule }) => schedule)
  }

  delete(id: string): boolean {
    return this.#schedules.delete(id)
  }

  /** Publishes what is due in the minute of `at`, or everything when no time is given. Answers the ids. */
  fire(at?: Date): string[] {
    const due = [...this.#schedules.values()].filter(
      ({ schedule, matches }) => !schedule.isPaused && (at === undefined || matches(at)),
    )
    return due.map(({ schedule: { id, destination, headers, body } }) => {
      this.#publish(parseMessage(destination, headers, body, Date.now(), id))
      return id
    })
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #awaitMinute(): void {
    const now = Date.now()
    const minute = Math.floor(now / 60_000 + 1) * 60_000
    this.#timer = setTimeout(
      () => {
        // A timer may come a little early; the minute it was meant for is what counts.
        this.fire(new Date(minute))
        this.#awaitMinute()
      },
      minute - now + 1,
    )
  }
}

function parseOrRefuse(cron: string): Cron {
  try {
    return parseCron(cron)
  } catch (error) {
    throw new BadRequest(error instanceof Error ? error.message : 'invalid cron expression')
  }
}
