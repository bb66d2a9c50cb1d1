import { describe, expect, it } from 'vitest'
import { ApiError } from './errors'
import { canonicalForm, decodeForm } from './form'

describe('decodeForm', () => {
  it.each([
    ['amount=1&currency=usd', { amount: '1', currency: 'usd' }],
    ['shipping[address][line1]=1+Main%20St', { shipping: { address: { line1: '1 Main St' } } }],
    ['expand[]=a&expand[]=b', { expand: ['a', 'b'] }],
    ['expand[1]=b&expand[0]=a', { expand: ['a', 'b'] }],
    ['items[0][sku]=A&items[1][sku]=B', { items: [{ sku: 'A' }, { sku: 'B' }] }],
    ['metadata[a]=&description=', { metadata: { a: '' }, description: '' }],
    ['', {}],
  ])('%s', (text, form) => {
    expect(decodeForm(text)).toEqual(form)
  })

  it.each([
    '__proto__[polluted]=1',
    'a[__proto__][polluted]=1',
    'a[constructor]=1',
    'a=1&a[b]=2',
    'a[b]=2&a=1',
  ])('refuses %s', (text) => {
    expect(() => decodeForm(text)).toThrow(ApiError)
    expect({}).not.toHaveProperty('polluted')
  })

  it('refuses what is too deep or too much', () => {
    expect(() => decodeForm(`a${'[b]'.repeat(20)}=1`)).toThrow(ApiError)
    expect(() => decodeForm('a[]=1&'.repeat(2000))).toThrow(ApiError)
  })
})

describe('canonicalForm', () => {
  it('is the same for the same parameters in another order, and for no others', () => {
    const text = (query: string) => canonicalForm(decodeForm(query))
    expect(text('a=1&b[c]=2&b[d]=3')).toBe(text('b[d]=3&b[c]=2&a=1'))
    expect(text('a[0]=1&a[1]=2')).toBe(text('a[]=1&a[]=2'))
    expect(text('a[]=1&a[]=2')).not.toBe(text('a[]=2&a[]=1'))
    expect(text('a=1')).not.toBe(text('a=2'))
  })
})
