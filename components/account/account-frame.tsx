import type { ReactNode } from 'react'
import { QuietPage } from '@/components/checkout/quiet-page'
import { DocumentLink } from '@/components/ui/document-link'
import { SignOutButton } from '@/components/session/sign-out-button'

const PLACES = [
  { path: '/account', name: 'Orders' },
  { path: '/account/addresses', name: 'Addresses' },
] as const

interface AccountFrameProps {
  title: string
  /** what stands under the title */
  about: ReactNode
  current: (typeof PLACES)[number]['path']
  /** somebody is signed in: there are other places to go, and a way out */
  signedIn: boolean
  children: ReactNode
}

/** A page of one's account: its title, the other pages, the way out. */
export function AccountFrame({ title, about, current, signedIn, children }: AccountFrameProps) {
  return (
    <QuietPage aside={signedIn ? <SignOutButton returnTo="/account" /> : undefined}>
      <div className="grid max-w-3xl gap-8">
        <div>
          <h1 className="display-type text-title">{title}</h1>
          <p className="mt-2 text-muted">{about}</p>
        </div>
        {signedIn && (
          <nav aria-label="Your account">
            <ul className="flex gap-6 border-b border-line">
              {PLACES.map(({ path, name }) => (
                <li key={path}>
                  <DocumentLink
                    href={path}
                    aria-current={path === current ? 'page' : undefined}
                    className="-mb-px block border-b-2 border-transparent py-3 font-medium text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
                  >
                    {name}
                  </DocumentLink>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {children}
      </div>
    </QuietPage>
  )
}
