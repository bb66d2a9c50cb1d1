import { z } from 'zod'

export const Role = z.enum(['shopper', 'marketer', 'warehouse', 'admin'])
export type Role = z.infer<typeof Role>

/**
 * Where someone may sign in, by its name in next-auth's addresses (/api/auth/signin/oidc). `oidc` is the auth server of
 * OIDC_ISSUER, the only one whose people have roles; those of the others are shoppers.
 */
export const Provider = z.enum(['oidc', 'google', 'github'])
export type Provider = z.infer<typeof Provider>
