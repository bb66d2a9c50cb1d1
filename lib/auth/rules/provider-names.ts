import type { Provider } from '../schema'

/** What people call each place where they sign in. */
export const PROVIDER_NAMES = {
  oidc: 'Fiftyone',
  google: 'Google',
  github: 'GitHub',
} as const satisfies Record<Provider, string>
