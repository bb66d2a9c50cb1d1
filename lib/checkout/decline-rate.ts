import 'server-only'
import { log } from '../infra/log/log'

const WINDOW_MS = 10 * 60_000
/** Fewer declines than this say nothing about a shop. */
const FEW = 30
/** Of honest shoppers' cards one in ten is declined. */
const ALARMING_PART = 0.5

let window = { startsAt: -Infinity, tries: 0, declines: 0, isAlarmed: false }

/** Notes what became of a card in this process, and raises `alert.card_testing`, once in ten minutes, when most are declined. */
export function noteTry(isDeclined: boolean, now = performance.now()): void {
  if (now - window.startsAt > WINDOW_MS) window = { startsAt: now, tries: 0, declines: 0, isAlarmed: false }
  window.tries += 1
  if (isDeclined) window.declines += 1
  const { tries, declines, isAlarmed } = window
  if (isAlarmed || declines < FEW || declines < tries * ALARMING_PART) return
  window.isAlarmed = true
  log('error', 'alert.card_testing', { count: declines })
}
