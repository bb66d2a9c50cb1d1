'use client'

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { fieldId, type Issue } from './issues'

interface FieldState {
  errorAt: (path: string) => string | undefined
  leave: (path: string) => void
  report: (path: string, message: string | null) => void
}

const Context = createContext<FieldState>({
  errorAt: () => undefined,
  leave: () => undefined,
  report: () => undefined,
})

interface FieldStateProps extends FieldState {
  children: ReactNode
}

export function FieldStateProvider({ children, errorAt, leave, report }: FieldStateProps) {
  const value = useMemo(() => ({ errorAt, leave, report }), [errorAt, leave, report])
  return <Context value={value}>{children}</Context>
}

/** A control's id, its error when it is time to show it, and what to do when it is left. */
export function useField(path: string) {
  const { errorAt, leave } = useContext(Context)
  return { id: fieldId(path), error: errorAt(path), onBlur: () => leave(path) }
}

/** Says that something typed cannot be read, so that it cannot be published; null takes it back. */
export function useReport(path: string) {
  const { report } = useContext(Context)
  useEffect(() => () => report(path, null), [path, report])
  return useCallback((message: string | null) => report(path, message), [path, report])
}

/**
 * Which issues are shown beside their fields: all of them on a page that was whole once, and on a new page those of
 * fields that have been left, so that an empty form does not begin with a scolding.
 */
export function useFieldState(issues: readonly Issue[], showAll: boolean) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const leave = useCallback(
    (path: string) => setLeft((paths) => (paths.has(path) ? paths : new Set([...paths, path]))),
    [],
  )
  const errorAt = useCallback(
    (path: string) =>
      showAll || left.has(path) ? issues.find((issue) => issue.path === path)?.message : undefined,
    [issues, left, showAll],
  )
  return { errorAt, leave }
}

/** What is typed but cannot be read, by path. */
export function useReports() {
  const [reports, setReports] = useState<readonly Issue[]>([])
  const report = useCallback((path: string, message: string | null) => {
    setReports((all) => {
      const before = all.find((issue) => issue.path === path)?.message ?? null
      if (before === message) return all
      const others = all.filter((issue) => issue.path !== path)
      return message === null ? others : [...others, { path, message }]
    })
  }, [])
  return { reports, report }
}
