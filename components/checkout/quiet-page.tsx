import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { DocumentLink } from '@/components/ui/document-link'

interface QuietPageProps {
  /** The page where money is asked for says that it is safe. */
  secure?: boolean
  /** Beside the wordmark: one way on, at most. */
  aside?: ReactNode
  children: ReactNode
}

/** A page without the shop's navigation: the wordmark leads back, nothing else distracts. */
export function QuietPage({ secure = false, aside, children }: QuietPageProps) {
  return (
    <>
      <header className="border-b border-line">
        <div className="shell flex min-h-16 items-center justify-between gap-4">
          <DocumentLink href="/" aria-label="Fiftyone, back to the shop" className="display-type text-2xl">
            Fiftyone
          </DocumentLink>
          {secure && (
            <p className="flex items-center gap-2 text-sm text-muted">
              <Lock aria-hidden strokeWidth={1.5} className="size-4" />
              Secure checkout
            </p>
          )}
          {aside}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="shell pt-8 pb-20 outline-none md:pt-12">
        {children}
      </main>
    </>
  )
}
