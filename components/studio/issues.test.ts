import { expect, test } from 'vitest'
import { controlFor, fieldId, issuesOf, onePerPath, onlyTheServerKnows } from './issues'

const HOME = {
  headline: 'Objects',
  text: 'Few, well made.',
  heroKey: 'home-hero',
  linkLabel: 'See all',
  linkHref: '/c/lighting',
}

test('a whole page lacks nothing', () => {
  expect(issuesOf('home', HOME)).toEqual([])
})

test('what is missing is said by its path', () => {
  const issues = issuesOf('home', { ...HOME, headline: ' ', linkHref: 'https://elsewhere.example' })
  expect(issues.map(({ path }) => path)).toEqual(['headline', 'linkHref'])
})

test('a field says one thing at a time, the first', () => {
  const issues = [
    { path: 'slug', message: 'one' },
    { path: 'name', message: 'two' },
    { path: 'slug', message: 'three' },
  ]
  expect(onePerPath(issues).map(({ message }) => message)).toEqual(['one', 'two'])
})

test('what the server alone can know stays', () => {
  const taken = { path: 'slug', message: 'Another page has this address' }
  const empty = { path: 'name', message: 'Write something here' }
  expect(onlyTheServerKnows([taken, empty], [empty])).toEqual([taken])
})

test('an id has no space, whatever an option is called', () => {
  expect(fieldId('variants.0.options.Seat height')).toBe('field-variants-0-options-Seat-height')
})

test('an issue leads to its control, or to the nearest one round it', () => {
  const ids = new Set([fieldId('variants'), fieldId('variants.0.price')])
  const exists = (id: string) => ids.has(id)
  expect(controlFor('variants.0.price', exists)).toBe('field-variants-0-price')
  expect(controlFor('variants.3.options', exists)).toBe('field-variants')
  expect(controlFor('slug', exists)).toBeNull()
})
