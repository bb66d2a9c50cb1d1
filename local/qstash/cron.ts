/** A parsed cron expression: says of an instant whether its minute is one to fire at. */
export type Cron = (at: Date) => boolean

const FIELDS = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day', min: 1, max: 31, names: [] },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'weekday', min: 0, max: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
] as const

type Field = (typeof FIELDS)[number]
type Clock = Record<Field['name'], number>

const MACROS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
}

/**
 * Parses the standard five fields (`*`, lists, ranges, steps, names of months and weekdays), optionally after
 * `CRON_TZ=Area/City `; UTC otherwise. As in Vixie's cron, when both day and weekday are restricted, either
 * suffices. Throws an Error that says what is wrong.
 */
export function parseCron(expression: string): Cron {
  const [, zone, rest = ''] = /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/.exec(expression.trim()) ?? []
  const words = (MACROS[rest] ?? rest).split(/\s+/)
  if (words.length !== FIELDS.length)
    throw new Error(`invalid cron expression: expected 5 fields in '${rest}'`)
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, i) => parseField(words[i] ?? '', field))
  const anyDay = words[2]?.startsWith('*')
  const anyWeekday = words[4]?.startsWith('*')
  const clockAt = clockIn(zone ?? 'UTC')
  return (at) => {
    const clock = clockAt(at)
    const day = days?.has(clock.day) ?? false
    const weekday = weekdays?.has(clock.weekday) ?? false
    const date = anyDay || anyWeekday ? day && weekday : day || weekday
    return Boolean(minutes?.has(clock.minute) && hours?.has(clock.hour) && months?.has(clock.month) && date)
  }
}

function parseField(word: string, field: Field): Set<number> {
  const values = new Set<number>()
  for (const part of word.toLowerCase().split(',')) {
    const [, range = '', step = ''] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? []
    const [first = '', last, ...excess] = range.split('-')
    const from = first === '*' ? field.min : parseValue(first, field)
    const openEnded = first === '*' || step !== ''
    const to = last === undefined ? (openEnded ? field.max : from) : parseValue(last, field)
    const by = step === '' ? 1 : Number(step)
    const isSound = from >= field.min && to <= field.max && from <= to && by > 0 && excess.length === 0
    if (!isSound) throw new Error(`invalid cron expression: '${part}' is not a ${field.name}`)
    for (let value = from; value <= to; value += by) {
      values.add(field.name === 'weekday' ? value % 7 : value)
    }
  }
  return values
}

function parseValue(text: string, field: Field): number {
  if (/^\d+$/.test(text)) return Number(text)
  const index = field.names.findIndex((name) => name === text)
  return index < 0 ? NaN : index + field.min
}

function clockIn(timeZone: string): (at: Date) => Clock {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      minute: 'numeric',
      hour: 'numeric',
      day: 'numeric',
      month: 'numeric',
      year: 'numeric',
    })
  } catch {
    throw new Error(`invalid cron expression: unknown time zone '${timeZone}'`)
  }
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? NaN
    const [year, month, day] = [part('year'), part('month'), part('day')]
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
    return { minute: part('minute'), hour: part('hour'), day, month, weekday }
  }
}
