import { expect, test } from 'vitest'
import { categorySubject, isCurrent, pageRevision } from './page-revision'

const ID = '01920000-0000-7000-8000-000000000001'
const shows = (subject: string, revision: number) =>
  `<main><h1 data-revision="${pageRevision(subject, revision)}">x</h1></main>`

test.each([
  ['the state that is wanted', shows(ID, 5), ID, 5, true],
  ['a newer one', shows(ID, 12), ID, 5, true],
  ['an older one', shows(ID, 4), ID, 5, false],
  ['another subject', shows(`${ID}0`, 9), ID, 5, false],
  ['nothing', '', ID, 5, false],
  ['an older and a newer one', shows(ID, 4) + shows(ID, 6), ID, 5, true],
  ['what must be gone', shows(ID, 4), ID, null, false],
  ['what is gone', shows('other', 4), ID, null, true],
  ['a category', shows(categorySubject(ID), 2), categorySubject(ID), 2, true],
  ['a category of the same id is no product', shows(categorySubject(ID), 2), ID, null, true],
  ['the router’s payload', `["$","h1",null,{"data-revision":"${ID}@7"}]`, ID, 7, true],
  [
    'the payload inside the page',
    `<script>push("{\\"data-revision\\":\\"${ID}@7\\"}")</script>`,
    ID,
    8,
    false,
  ],
])('%s', (_, markup, subject, revision, fresh) => {
  expect(isCurrent(markup, { subject, revision })).toBe(fresh)
})

test('without a subject any answer will do', () => {
  expect(isCurrent('', { subject: null, revision: null })).toBe(true)
})
