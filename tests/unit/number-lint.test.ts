import path from 'node:path'
import { expect, test } from 'vitest'
import { untypedEslint } from '../support/untyped-eslint'

async function refusals(code: string): Promise<number> {
  const [result] = await untypedEslint.lintText(`export const X = ({ count, cart }: Y) => ${code}\n`, {
    filePath: path.resolve('components/cart/x.tsx'),
  })
  return (result?.messages ?? []).filter(({ ruleId }) => ruleId === 'no-restricted-syntax').length
}

test.each([
  ['a bare count in markup', '<p>{count}</p>'],
  ['a member that is a count', '<p>{cart.lines.length} lines</p>'],
  ['a count in a sentence', '`${count} available`'],
  ['the reader’s own locale', 'count.toLocaleString()'],
  ['a format of one’s own', "new Intl.NumberFormat('en-US')"],
  ['a date of one’s own', 'new Date(count).toLocaleDateString()'],
])('%s: refused', async (_, code) => {
  expect(await refusals(code)).toBe(1)
})

test.each([
  ['a formatted count', '<p>{formatCount(count)}</p>'],
  ['a count in an attribute, for machines', '<meter value={count} />'],
  ['a count as a parameter of SQL', 'sql`LIMIT ${count}`'],
])('%s: allowed', async (_, code) => {
  expect(await refusals(code)).toBe(0)
})
