import { createHash } from 'node:crypto'

/** What a branch's deployment is called at the services that several deployments may share. */
export interface BranchNames {
  /** a DNS label of at most 33 characters, which leaves room for a project's name; also the name on bus and payments */
  slug: string
  /** unquoted Postgres identifiers */
  database: string
  fulfillmentDatabase: string
  /** begins every key in Redis */
  redisPrefix: string
}

const READABLE_LENGTH = 24
const HASH_LENGTH = 8

/**
 * Names that follow from a branch's name alone: the same for the same branch, wherever they are made. The readable part
 * is for people; the hash tells apart what reads alike (feature/cart, feature-cart, Feature/Cart).
 */
export function branchNames(branch: string): BranchNames {
  const name = branch.replace(/^refs\/heads\//, '')
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH)
  const readable = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, READABLE_LENGTH)
    .replace(/^-+|-+$/g, '')
  const slug = `${readable || 'branch'}-${hash}`
  const database = `f51_${slug.replaceAll('-', '_')}`
  return { slug, database, fulfillmentDatabase: `${database}_fulfillment`, redisPrefix: `f51-${slug}` }
}
