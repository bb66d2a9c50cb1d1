import { classNames } from './class-names'

export interface ButtonLook {
  /** One `primary` a view: what the page is for. */
  tone?: 'primary' | 'secondary' | 'quiet'
  size?: 'md' | 'lg'
  /** As wide as its place. */
  block?: boolean
}

const TONES = {
  primary: 'bg-accent text-on-accent enabled:hover:bg-accent-strong [a&]:hover:bg-accent-strong',
  secondary: 'border border-control text-ink enabled:hover:border-ink [a&]:hover:border-ink',
  quiet: 'text-ink underline decoration-control decoration-1 underline-offset-4 hover:decoration-current',
}

const SIZES = { md: 'min-h-11 px-5 text-[0.9375rem]', lg: 'min-h-13 px-7 text-base' }

/** How a button looks, whether it is a <button> or a link. */
export function buttonLook({ tone = 'primary', size = 'md', block = false }: ButtonLook): string {
  return classNames(
    'inline-flex items-center justify-center gap-2 rounded-full font-medium transition-colors select-none',
    'disabled:cursor-not-allowed aria-disabled:cursor-not-allowed',
    tone === 'primary' && 'disabled:bg-line disabled:text-muted',
    tone !== 'primary' && 'disabled:text-muted disabled:border-line',
    TONES[tone],
    SIZES[size],
    block && 'w-full',
  )
}
