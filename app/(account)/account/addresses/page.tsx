import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { AccountFrame } from '@/components/account/account-frame'
import { AddressBook } from '@/components/account/address-book'
import { SignInButton } from '@/components/session/sign-in-button'
import { accountCustomer, offeredProviders, sessionOf } from '@/lib/shopper'
import { listAddresses } from '@/lib/orders'

export const metadata: Metadata = { title: 'Your addresses' }

export default async function Page() {
  const session = await sessionOf({ headers: await headers() })
  const book = session && (await bookOf(session))
  return (
    <AccountFrame
      title="Your addresses"
      about={book ? 'Checkout offers them to you; the default is filled in.' : 'Sign in to keep addresses.'}
      current="/account/addresses"
      signedIn={session !== null}
    >
      {book ? (
        <AddressBook initial={book} />
      ) : (
        <SignInButton returnTo="/account/addresses" providers={offeredProviders()} />
      )}
    </AccountFrame>
  )
}

async function bookOf(session: Parameters<typeof accountCustomer>[0]) {
  const { customerId, email } = await accountCustomer(session)
  return { email, addresses: await listAddresses(customerId) }
}
