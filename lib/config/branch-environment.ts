import { hkdfSync } from 'node:crypto'
import { branchNames } from './branch-names'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Completes the environment of a branch's preview from the branch's name. A host with one set of variables for all
 * previews (Vercel) so gives each branch names, databases and secrets of its own:
 *
 * - the name on bus and payments and the prefix in Redis follow from the branch, always;
 * - PREVIEW_POSTGRES_URL, a server for previews, gives the address of the branch's two databases;
 * - PREVIEW_SECRET gives every secret of ours, one that no other branch has (HKDF);
 * - the host's own variables (VERCEL_*) give the kind of deployment, the branch and its address.
 *
 * Addresses and secrets that are set win. Of anything but a preview with a known branch only Vercel's own header for the
 * caller's address is added, which Vercel overwrites.
 */
export function withBranch(environment: Environment): Environment {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const deployment = set['DEPLOYMENT'] ?? set['VERCEL_ENV']
  const known = {
    ...(set['VERCEL'] ? { CLIENT_ADDRESS_HEADER: 'x-vercel-forwarded-for' } : {}),
    ...set,
    ...(deployment === undefined ? {} : { DEPLOYMENT: deployment }),
  }
  const branch = set['PREVIEW_BRANCH'] ?? set['VERCEL_GIT_COMMIT_REF']
  if (deployment !== 'preview' || !branch) return known
  const names = branchNames(branch)
  return {
    ...address(set['VERCEL_BRANCH_URL']),
    ...databases(set['PREVIEW_POSTGRES_URL'], names),
    ...secrets(set['PREVIEW_SECRET'], names.slug),
    ...known,
    PREVIEW_BRANCH: branch,
    DEPLOYMENT_NAME: names.slug,
    REDIS_PREFIX: names.redisPrefix,
  }
}

function address(host: string | undefined): Environment {
  return host ? { APP_URL: `https://${host}`, NEXTAUTH_URL: `https://${host}` } : {}
}

function databases(server: string | undefined, names: ReturnType<typeof branchNames>): Environment {
  if (!server || !URL.canParse(server)) return {}
  const at = (database: string) => Object.assign(new URL(server), { pathname: `/${database}` }).href
  return { DATABASE_URL: at(names.database), FULFILLMENT_DATABASE_URL: at(names.fulfillmentDatabase) }
}

function secrets(seed: string | undefined, slug: string): Environment {
  if (!seed) return {}
  const secret = (name: string, encoding: 'base64' | 'base64url' = 'base64url') =>
    Buffer.from(hkdfSync('sha256', seed, slug, name, 32)).toString(encoding)
  return {
    NEXTAUTH_SECRET: secret('NEXTAUTH_SECRET'),
    LOOKUP_KEY: secret('LOOKUP_KEY'),
    CRON_SECRET: secret('CRON_SECRET'),
    ENCRYPTION_KEYS: `v1:${secret('ENCRYPTION_KEYS', 'base64')}`,
  }
}
