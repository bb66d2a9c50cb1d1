import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callerAt } from './caller'

const group = fc.integer({ min: 0, max: 0xffff })
const ipv6 = fc
  .array(fc.oneof(fc.constant(0), group), { minLength: 8, maxLength: 8 })
  .filter((groups) => !/^(0,0,0,0,0,65535|100,65435,0,0,0,0),/.test(groups.join()))
const inFull = (groups: readonly number[]) => groups.map((one) => one.toString(16).padStart(4, '0')).join(':')
const short = (groups: readonly number[]) => new URL(`http://[${inFull(groups)}]`).hostname.slice(1, -1)
const spelled = (groups: readonly number[]) =>
  [inFull(groups), short(groups)].flatMap((text) =>
    [text, text.toUpperCase()].flatMap((one) => [one, `[${one}]`, `[${one}]:443`, `${one}%eth0`, ` ${one} `]),
  )

test.each([
  ['203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
  ['203.0.113.7:51234', '203.0.113.7', '203.0.113.0/24'],
  ['::ffff:203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
  ['::FFFF:cb00:7107', '203.0.113.7', '203.0.113.0/24'],
  ['[::ffff:203.0.113.7]:80', '203.0.113.7', '203.0.113.0/24'],
  ['64:ff9b::203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8::/64', '2001:db8::/48'],
  ['fe80::1%eth0', 'fe80::/64', 'fe80::/48'],
  ['::1', '::/64', '::/48'],
])('%s counts as %s in %s', (text, address, network) => {
  expect(callerAt(text)).toEqual({ address, network })
})

test.each([
  '',
  'unknown',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '0x1.2.3.4',
  '2001:db8',
  ':::',
  'a.b:1',
])('“%s” is no address', (text) => {
  expect(callerAt(text)).toBeNull()
})

test('every spelling of an IPv6 address is one caller', () => {
  fc.assert(
    fc.property(ipv6, (groups) => {
      expect(new Set(spelled(groups).map((text) => JSON.stringify(callerAt(text)))).size).toBe(1)
      expect(callerAt(short(groups))).not.toBeNull()
    }),
  )
})

test('addresses of one /64 are one caller, of one /48 one network, and no others are', () => {
  fc.assert(
    fc.property(ipv6, ipv6, fc.integer({ min: 0, max: 8 }), (one, other, shared) => {
      const near = [...one.slice(0, shared), ...other.slice(shared)]
      const same = (bits: number) => one.slice(0, bits / 16).join() === near.slice(0, bits / 16).join()
      const [a, b] = [callerAt(inFull(one)), callerAt(inFull(near))]
      fc.pre(!!a?.address.endsWith('/64') && !!b?.address.endsWith('/64'))
      expect([a?.address === b?.address, a?.network === b?.network]).toEqual([same(64), same(48)])
    }),
  )
})

test('an IPv4 address is one caller, inside IPv6 too, and its /24 one network', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 1, max: 65_535 }), (address, port) => {
      const expected = { address, network: address.replace(/\d+$/, '0/24') }
      for (const text of [address, `${address}:${port}`, `::ffff:${address}`, `[::FFFF:${address}]:${port}`])
        expect(callerAt(text)).toEqual(expected)
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.ipV6(), fc.webAuthority()), (text) => {
      callerAt(text)
    }),
  )
})
