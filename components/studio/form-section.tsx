import type { ReactNode } from 'react'

interface FormSectionProps {
  id: string
  title: string
  /** What it is for, in a line. */
  about?: ReactNode
  children: ReactNode
}

/** A part of the form under its own heading. */
export function FormSection({ id, title, about, children }: FormSectionProps) {
  return (
    <section
      aria-labelledby={`${id}-title`}
      id={id}
      className="grid scroll-mt-32 gap-5 border-t border-line py-8"
    >
      <div>
        <h2 id={`${id}-title`} tabIndex={-1} className="display-type text-heading outline-none">
          {title}
        </h2>
        {about && <p className="mt-1 text-[0.9375rem] text-muted">{about}</p>}
      </div>
      {children}
    </section>
  )
}
