/** What a state means, not what colour it has. */
export type Tone = 'live' | 'warning' | 'danger' | 'neutral'

export const TONE_FILL: Record<Tone, string> = {
  live: 'bg-live',
  warning: 'bg-warning',
  danger: 'bg-danger',
  neutral: 'bg-control',
}

export const TONE_TEXT: Record<Tone, string> = {
  live: 'text-live',
  warning: 'text-warning',
  danger: 'text-danger',
  neutral: 'text-muted',
}
