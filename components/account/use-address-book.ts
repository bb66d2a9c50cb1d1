'use client'

import { useState } from 'react'
import useSWR from 'swr'
import { ask, asProblem, type ProblemError } from '@/components/api-client/problem'
import { AddressBookShape } from '@/components/orders/address-shape'
import type { AddressBook, AddressInput } from '@/lib/orders/schema'

const ADDRESSES_URL = '/api/account/addresses'

export interface UseAddressBook {
  book: AddressBook
  /** an answer is awaited */
  busy: boolean
  /** what the shop said no to, last */
  problem: ProblemError | null
  /** @returns whether it was saved */
  save: (input: AddressInput, id: string | null) => Promise<boolean>
  remove: (id: string) => Promise<boolean>
}

/** The signed-in person's addresses: shown as the shop has them, after each change as it answers. */
export function useAddressBook(initial: AddressBook): UseAddressBook {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemError | null>(null)
  const { data = initial, mutate } = useSWR<AddressBook, ProblemError>(
    ADDRESSES_URL,
    (url: string) => ask({ url, schema: AddressBookShape }),
    { fallbackData: initial, revalidateOnMount: false },
  )

  const write = async (answer: Promise<AddressBook>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    try {
      await mutate(answer, { revalidate: false })
      return true
    } catch (thrown) {
      setProblem(asProblem(thrown))
      return false
    } finally {
      setBusy(false)
    }
  }
  const at = (id: string | null) => (id ? `${ADDRESSES_URL}/${id}` : ADDRESSES_URL)
  return {
    book: data,
    busy,
    problem,
    save: (body, id) =>
      write(ask({ url: at(id), method: id ? 'PUT' : 'POST', body, schema: AddressBookShape })),
    remove: (id) => write(ask({ url: at(id), method: 'DELETE', schema: AddressBookShape })),
  }
}
