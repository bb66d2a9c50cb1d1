import { beforeAll, expect, test } from 'vitest'
import { richTextOf } from '@/lib/core/rich-text'
import { shopDb } from '@/lib/infra/db/shop'
import {
  addToPreviewCookie,
  createPreviewLink,
  previewCategory,
  previewHome,
  previewPath,
  previewProduct,
  previewToken,
  readPreviewCookie,
  readPreviewToken,
} from '@/lib/publishing'
import { grants } from '@/lib/publishing/rules/preview-grant'
import type { PageKey, ProductDraft } from '@/lib/publishing/schema'
import { seedCatalog } from '../support/fixtures'

const NOW = 1_800_000_000
let lamp: PageKey & { kind: 'product' }
let categoryId: string

beforeAll(async () => {
  await seedCatalog()
  const product = await shopDb().product.findUniqueOrThrow({ where: { slug: 'arc-table-lamp' } })
  lamp = { kind: 'product', id: product.id }
  categoryId = product.categoryId
})

const editor = { id: 'mo', name: 'Mo' }
const anything = () => true
const nothing = () => false

async function saveDraft(page: PageKey, content: object) {
  const key = { kind: page.kind, pageId: page.id }
  await shopDb().pageDraft.upsert({
    where: { kind_pageId: key },
    create: { ...key, content, baseRevision: 1, updatedBy: 'x', updatedByName: 'Mo' },
    update: { content },
  })
}
const draftOf = (over: Partial<ProductDraft>): ProductDraft => ({
  slug: 'arc-table-lamp',
  name: 'Arc',
  tagline: '',
  body: richTextOf('Words.'),
  details: [],
  care: '',
  categoryId,
  images: [],
  goesWith: [],
  seoTitle: '',
  seoDescription: '',
  variants: [],
  ...over,
})

test('a token says which page, until when, and nothing when a letter of it is changed', () => {
  const grant = { page: lamp, expiresAt: NOW }
  const token = previewToken(grant)
  expect(token.length).toBeLessThan(80)
  expect(readPreviewToken(token)).toEqual(grant)
  for (let at = 0; at < token.length; at++) {
    const altered = token.slice(0, at) + (token[at] === 'x' ? 'y' : 'x') + token.slice(at + 1)
    expect(readPreviewToken(altered), altered).toBeNull()
  }
  for (const made of ['', '.', 'a', `${token}.`, `.${token}`, token.toUpperCase(), `${token} `])
    expect(readPreviewToken(made), made).toBeNull()
})

test('the time and the page of a token cannot be swapped for another’s', () => {
  const signed = Buffer.from(previewToken({ page: lamp, expiresAt: NOW }), 'base64url')
  const [text, mac] = [signed.subarray(0, -16).toString(), signed.subarray(-16)]
  const withText = (other: string) => Buffer.concat([Buffer.from(other), mac]).toString('base64url')
  expect(readPreviewToken(withText(text))).not.toBeNull()
  const [kind, id, time] = text.split('.')
  for (const other of [
    [kind, id, (NOW + 86_400).toString(36)],
    ['c', id, time],
    ['a', time],
  ])
    expect(readPreviewToken(withText(other.join('.')))).toBeNull()
})

test('a browser keeps the tokens that still count, each with its own end', () => {
  const late = previewToken({ page: lamp, expiresAt: NOW - 1 })
  const soon = previewToken({ page: { kind: 'home', id: 'home' }, expiresAt: NOW + 60 })
  const token = previewToken({ page: lamp, expiresAt: NOW + 30 })
  const { value, expiresAt } = addToPreviewCookie(`${late}~forged~${soon}`, token, NOW)
  expect(value).toBe(`${token}~${soon}`)
  expect(expiresAt).toBe(NOW + 60)
  expect(readPreviewCookie(value, NOW)).toHaveLength(2)
  expect(readPreviewCookie(value, NOW + 45)).toEqual([
    { page: { kind: 'home', id: 'home' }, expiresAt: NOW + 60 },
  ])
  expect(readPreviewCookie(value, NOW + 61)).toEqual([])
})

test('a link shows one page, for its hours', async () => {
  const { url, expiresAt } = await createPreviewLink({ page: lamp, hours: 24, editor, now: NOW * 1000 })
  expect(expiresAt).toBe(new Date((NOW + 86_400) * 1000).toISOString())
  const grant = readPreviewToken(url.split('/').at(-1) ?? '')
  expect(grant && grants(grant, lamp, { now: NOW, isMarketer: false })).toBe(true)
  expect(grant && grants(grant, { kind: 'home', id: 'home' }, { now: NOW, isMarketer: true })).toBe(false)
})

test('there is no link to a page that is not there', async () => {
  const page = { kind: 'product', id: crypto.randomUUID() } as const
  await expect(createPreviewLink({ page, hours: 1, editor })).rejects.toMatchObject({ code: 'not_found' })
})

test('a draft is shown at the page’s present address, to whoever may see it and to no one else', async () => {
  await saveDraft(lamp, draftOf({ slug: 'arc-lamp-two', name: 'Arc, redrawn' }))
  expect(await previewPath(lamp)).toBe('/p/arc-table-lamp')
  expect(await previewProduct('arc-table-lamp', anything)).toMatchObject({
    state: 'draft',
    updatedBy: 'Mo',
    view: { name: 'Arc, redrawn', slug: 'arc-table-lamp' },
  })
  expect(await previewProduct('arc-table-lamp', nothing)).toEqual({ state: 'refused' })
  expect(await previewProduct('arc-lamp-two', anything)).toBeNull()
})

test('a product that was never published, and one that no longer is, can be looked at', async () => {
  const fresh = await shopDb().product.create({
    data: {
      ...{
        slug: 'not-yet',
        name: 'Not yet',
        tagline: '',
        description: '',
        body: richTextOf(''),
        details: [],
        care: '',
      },
      ...{ categoryId, images: [], status: 'DRAFT', version: 0 },
    },
  })
  await saveDraft({ kind: 'product', id: fresh.id }, draftOf({ name: 'Soon', slug: '' }))
  expect(await previewProduct('not-yet', anything)).toMatchObject({ state: 'draft', view: { name: 'Soon' } })
  expect(await previewProduct('not-yet', nothing)).toEqual({ state: 'refused' })

  await shopDb().product.update({ where: { slug: 'ridge-mug' }, data: { status: 'ARCHIVED' } })
  expect(await previewProduct('ridge-mug', anything)).toMatchObject({
    state: 'published',
    view: { name: 'Ridge Mug' },
  })
})

test('categories and the home page have drafts too', async () => {
  await saveDraft({ kind: 'category', id: categoryId }, { slug: '', name: '', description: 'New words' })
  const { slug } = await shopDb().category.findUniqueOrThrow({ where: { id: categoryId } })
  expect(await previewCategory(slug, anything)).toMatchObject({
    state: 'draft',
    view: { name: 'No name yet', description: 'New words', slug },
  })
  expect(await previewHome(anything)).toEqual({ state: 'published', view: null })
  const words = { headline: 'New', text: '', heroKey: '', linkLabel: '', linkHref: '' }
  await saveDraft({ kind: 'home', id: 'home' }, words)
  expect(await previewHome(anything)).toMatchObject({ state: 'draft', view: words })
  expect(await previewHome(nothing)).toEqual({ state: 'refused' })
})
