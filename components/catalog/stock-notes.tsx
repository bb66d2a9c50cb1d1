'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { type Counts, useAvailability } from './use-availability'

/** A listing is glanced at, not watched. */
const EVERY_MS = 10_000

const NotesContext = createContext<Counts | undefined>(undefined)

/** Asks once for all cards inside. */
export function StockNotes({ skus, children }: { skus: readonly string[]; children: ReactNode }) {
  return <NotesContext value={useAvailability(skus, EVERY_MS)}>{children}</NotesContext>
}

export const useStockNotes = (): Counts | undefined => useContext(NotesContext)
