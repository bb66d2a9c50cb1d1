import { z } from 'zod'
import { parseJson } from '@/lib/core/json'
import type { Base } from './machine'

/*
 * Words that never reached the server, in localStorage: a crash takes sessionStorage with it. Under a second name stands
 * what an earlier visit left, so that this visit's words do not go over it before somebody has looked.
 */

export interface PageName {
  kind: string
  id: string
}

export interface Unsaved<Content> {
  /** what they were made from */
  base: Base<Content>
  content: Content
}

export interface Backup<Content> extends Unsaved<Content> {
  /** ms since the epoch */
  at: number
}

const nameOf = ({ kind, id }: PageName) => `studio:${kind}:${id}`
const leftNameOf = (page: PageName) => `${nameOf(page)}:left`

const listeners = new Set<() => void>()
export const subscribeToBackups = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Keeps unsaved words; null: everything is saved. */
export function keepBackup(page: PageName, unsaved: Unsaved<unknown> | null): void {
  write(nameOf(page), unsaved && JSON.stringify({ ...unsaved, at: Date.now() }))
}

/** Puts what the last visit left aside, before this one keeps words of its own. */
export function setBackupAside(page: PageName): void {
  const left = read(nameOf(page))
  if (left === null) return
  write(leftNameOf(page), left)
  write(nameOf(page), null)
  tell()
}

export const readLeft = (page: PageName): string | null => read(leftNameOf(page))

export function dropLeft(page: PageName): void {
  write(leftNameOf(page), null)
  tell()
}

/** What was left, parsed; null when it cannot be read as this kind of page. */
export function parseBackup<Content>(
  text: string | null,
  schema: z.ZodType<Content>,
): Backup<Content> | null {
  const Kept = z.object({
    base: z.object({ version: z.int().min(0), revision: z.int().min(0), content: schema }),
    content: schema,
    at: z.number(),
  })
  return Kept.safeParse(parseJson(text ?? 'null')).data ?? null
}

function tell(): void {
  for (const listener of listeners) listener()
}

// A browser that forbids localStorage loses this safety, and nothing else.
function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function write(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(name)
    else localStorage.setItem(name, text)
  } catch {
    // Full or forbidden.
  }
}
