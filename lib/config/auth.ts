import 'server-only'
import { z } from 'zod'
import { busSettings } from './bus'
import { Deployment, HttpUrl, parseEnvironment, Secret } from './parse'

/**
 * Where people are, and how it is known who is signed in: the shop and the fulfillment application share these, since one
 * sign-in opens both.
 */
export const authSettings = {
  DEPLOYMENT: Deployment,
  DEPLOYMENT_NAME: busSettings.DEPLOYMENT_NAME,
  APP_URL: HttpUrl,
  NEXTAUTH_SECRET: Secret,
  OIDC_ISSUER: HttpUrl,
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
}

const Settings = z.object(authSettings)

let parsed: z.infer<typeof Settings> | undefined

/** @throws ConfigError */
export function authConfig(): z.infer<typeof Settings> {
  return (parsed ??= parseEnvironment(Settings, process.env))
}
