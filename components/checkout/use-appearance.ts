'use client'

import type { Appearance } from '@stripe/stripe-js'
import { useMemo } from 'react'
import { useMediaQuery } from '@/components/ui/use-media-query'

/** The card form in the shop's own colours: read from the tokens, since a frame of another origin can't inherit them. */
export function useAppearance(): Appearance {
  const dark = useMediaQuery('(prefers-color-scheme: dark)', false)
  return useMemo(() => appearance(dark), [dark])
}

function appearance(dark: boolean): Appearance {
  const tokens = typeof document === 'undefined' ? null : getComputedStyle(document.documentElement)
  const token = (name: string) => tokens?.getPropertyValue(name).trim() ?? ''
  return {
    theme: dark ? 'night' : 'stripe',
    labels: 'above',
    variables: {
      colorPrimary: token('--accent'),
      colorBackground: token('--surface'),
      colorText: token('--ink'),
      colorTextSecondary: token('--muted'),
      colorTextPlaceholder: token('--muted'),
      colorDanger: token('--danger'),
      fontFamily: '"Instrument Sans", system-ui, sans-serif',
      fontSizeBase: '16px',
      borderRadius: '2px',
      spacingUnit: '4px',
    },
    rules: {
      '.Input': { border: `1px solid ${token('--control')}`, boxShadow: 'none', padding: '12px 14px' },
      '.Input:focus': {
        border: `1px solid ${token('--ink')}`,
        boxShadow: 'none',
        outline: `2px solid ${token('--accent')}`,
        outlineOffset: '2px',
      },
      '.Input--invalid': { border: `1px solid ${token('--danger')}`, boxShadow: 'none' },
      '.Label': { fontSize: '14px', fontWeight: '500', color: token('--ink') },
      '.Error': { fontSize: '14px', fontWeight: '500' },
    },
  }
}
