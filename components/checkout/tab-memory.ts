import type { Read, Reader } from '@/components/api-client/shape'

// sessionStorage: of this tab alone, gone with it. A browser that forbids it loses convenience, never correctness.

export function recall<Schema extends Reader>(name: string, schema: Schema): Read<Schema> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(sessionStorage.getItem(name) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export function remember(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value))
  } catch {
    // Full or forbidden.
  }
}

export function forget(name: string): void {
  try {
    sessionStorage.removeItem(name)
  } catch {
    // Forbidden.
  }
}
