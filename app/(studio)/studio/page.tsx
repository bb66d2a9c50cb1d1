import { SignOutButton } from '@/components/session/sign-out-button'
import { OtherPages } from '@/components/studio/list/other-pages'
import { StudioProductList } from '@/components/studio/list/product-list'
import { MarketerOnly } from '../_gate/marketer-only'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function StudioPage({ searchParams }: Props) {
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  return (
    <MarketerOnly path="/studio">
      {async (session) => (
        <>
          <header className="border-b border-line bg-surface">
            <div className="shell flex min-h-16 items-center justify-between gap-4">
              <p className="display-type text-heading">
                Fiftyone <span className="text-muted">Studio</span>
              </p>
              <div className="flex items-center gap-4">
                <span className="hidden text-sm text-muted sm:inline">{session.name}</span>
                <SignOutButton returnTo="/studio" />
              </div>
            </div>
          </header>
          <main id="main" tabIndex={-1} className="shell grid gap-10 py-8 outline-none">
            <h1 className="sr-only">Studio</h1>
            <StudioProductList search={new URLSearchParams(asked).toString()} />
            <OtherPages />
          </main>
        </>
      )}
    </MarketerOnly>
  )
}
