import fc from 'fast-check'

const CHOSEN = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  'a\nb',
  '\r\n',
  '\t',
  '\u2028',
  '\u001b[31m',
  '\u0085',
  '\u202egnp.exe',
  '\ufeffA',
  '\uffff',
  '\u{10ffff}',
  'e\u0301'.repeat(50),
  '🙂'.repeat(100),
  'İ',
  'ﬃ',
  '١٢٣',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'null',
  'NaN',
  '-1',
  '0',
  '1e309',
  '0x10',
  '2147483648',
  '9223372036854775808',
  '9'.repeat(400),
  '%00',
  '%',
  '%ff',
  '%ed%a0%80',
  '..',
  '../../etc/passwd',
  '//evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  "' OR 1=1 --",
  "mug:* & !(lamp | 'x') <-> %_\\",
  '\\',
  '"',
  '$1',
  '{{7*7}}',
  '<script>',
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '0001-01-01T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  '01990000-0000-7000-8000-000000000000',
  'a'.repeat(300),
  'a'.repeat(5_000),
]

/** Any text that JSON can spell, halves of characters included. */
const anyUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0xff })), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units))

export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...CHOSEN) },
  { weight: 1, arbitrary: anyUnits },
  { weight: 1, arbitrary: fc.uuid() },
)

const oddNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.5, 1e9, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e21, 1e308),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** `[[[…]]]`; bodies.ts has those that are deeper than a stack. */
const deep = fc.tuple(fc.constantFrom(10, 70, 500), fc.boolean()).map(([depth, isList]): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = isList ? [value] : { a: value }
  return value
})

/** `Object.fromEntries` makes `__proto__` a member like any other, as JSON.parse does. */
const withProto = fc.constant(Object.fromEntries([['__proto__', { isAdmin: true, then: 1 }]]))

/** Any value of JSON, most of them of a kind that nobody expects. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: oddText },
  { weight: 4, arbitrary: oddNumber },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], { a: {} }) },
  { weight: 1, arbitrary: withProto },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: fc.array(oddText, { maxLength: 300 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)
