import { isIPv4 } from 'node:net'

/** Where a request comes from, in two sizes; each is a key to count by, the same text for the same place. */
export interface Caller {
  /** one subscriber: an IPv4 address, or the /64 of an IPv6 address, which one household or machine has to itself */
  readonly address: string
  /** who shares a wire with that subscriber: an IPv4 /24 or an IPv6 /48 */
  readonly network: string
}

/** The first groups of IPv6 addresses that carry an IPv4 address in their last two: mapped (RFC 4291), NAT64 (RFC 6052). */
const CARRIES_IPV4 = new Set(['0,0,0,0,0,65535', '100,65435,0,0,0,0'])

/**
 * Reads an IP address in any spelling that sockets and proxies use: upper case, leading zeros, a zone (`fe80::1%eth0`),
 * brackets, a port, IPv4 inside IPv6. Null for anything else.
 */
export function callerAt(text: string): Caller | null {
  const bare = withoutPort(text.trim()).split('%', 1)[0] ?? ''
  if (isIPv4(bare)) return ofIPv4(bare)
  const groups = groupsOf(bare)
  if (!groups) return null
  const [high = 0, low = 0] = groups.slice(6)
  if (CARRIES_IPV4.has(groups.slice(0, 6).join()))
    return ofIPv4([high >> 8, high & 255, low >> 8, low & 255].join('.'))
  return { address: prefix(groups, 64), network: prefix(groups, 48) }
}

const withoutPort = (text: string): string =>
  /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text

const ofIPv4 = (address: string): Caller => ({
  address,
  network: `${address.split('.').slice(0, 3).join('.')}.0/24`,
})

/** The eight numbers of an IPv6 address, or null when it is none. */
function groupsOf(text: string): number[] | null {
  const host = canonicalHost(text)
  if (!host) return null
  const [head = [], tail = []] = host
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16))))
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

const prefix = (groups: number[], bits: 48 | 64): string => {
  const kept = groups.slice(0, bits / 16).map((group) => group.toString(16))
  return `${canonicalHost(`${kept.join(':')}::`)}/${bits}`
}

/** The one spelling of an IPv6 address by the URL standard: lower case, no leading zeros, the longest run of zeros as `::`. */
const canonicalHost = (text: string): string | null =>
  /^[\da-f:.]+$/i.test(text) && text.includes(':')
    ? (URL.parse(`http://[${text}]`)?.hostname.slice(1, -1) ?? null)
    : null
