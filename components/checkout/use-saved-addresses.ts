'use client'

import { useEffect, useRef } from 'react'
import useSWR from 'swr'
import { ask, type ProblemError } from '@/components/api-client/problem'
import { AddressBookShape } from '@/components/orders/address-shape'
import type { AddressBook, SavedAddress } from '@/lib/orders/schema'
import { BLANK_ADDRESS, type Details, isSameAddress, typedAddress } from './details'

/** The readable hint beside the session's cookie: guests have no address book, and are not asked for one. */
const maySignedIn = () => document.cookie.split('; ').includes('has_session=1')

const readBook = async (url: string): Promise<AddressBook | null> =>
  maySignedIn() ? ask({ url, schema: AddressBookShape }) : null

/**
 * A signed-in person's addresses. The default, and the account's e-mail address, are filled in where nothing was typed
 * yet: once, and never over what somebody has written. Without an answer the form is as a guest's.
 */
export function useSavedAddresses(
  details: Details,
  onDetails: (part: Partial<Details>) => void,
): readonly SavedAddress[] {
  const { data } = useSWR<AddressBook | null, ProblemError>('/api/account/addresses', readBook, {
    shouldRetryOnError: false,
    revalidateOnFocus: false,
  })
  const filled = useRef(false)
  useEffect(() => {
    if (!data || filled.current) return
    filled.current = true
    const preferred = data.addresses.find(({ isDefault }) => isDefault)
    onDetails({
      ...(details.email === '' && { email: data.email }),
      ...(preferred && isSameAddress(details, BLANK_ADDRESS) && typedAddress(preferred.address)),
    })
  }, [data, details, onDetails])
  return data?.addresses ?? []
}
