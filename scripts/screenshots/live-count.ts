import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import sharp from 'sharp'
import { findBrowser } from '../../tests/support/browser'
import { payInBrowser } from './pay'
import type { Stack } from './stack'

const FOLDER = path.resolve(import.meta.dirname, '../../docs/live-count')
const PRODUCT = { path: '/p/dune-vase?variant=DUN-INK', sku: 'DUN-INK' }
const SCREEN = { width: 390, height: 844 }
const GAP = 26

/** Two shoppers and the last unit, as a sequence of pictures: the left screen is one browser, the right one another. */
export async function liveCount(stack: Stack): Promise<void> {
  await leaveOne()
  await mkdir(FOLDER, { recursive: true })
  const { executablePath, args } = await findBrowser()
  const browser = await chromium.launch({ executablePath, args })
  const open = async () => {
    const context = await browser.newContext({
      ...{ viewport: SCREEN, baseURL: stack.app, reducedMotion: 'reduce', colorScheme: 'light' },
    })
    const page = await context.newPage()
    await page.goto(PRODUCT.path)
    await says(page, 'Only 1 left')
    await page.getByTestId('live-line').scrollIntoViewIfNeeded()
    return page
  }
  const [left, right] = [await open(), await open()]
  const picture = (name: string) => takeBoth(name, left, right)

  await picture('1-one-left')
  await add(left)
  await says(right, 'in other carts')
  await picture('2-held')
  await left.getByRole('button', { name: /^Remove/ }).click()
  await left.keyboard.press('Escape')
  await says(right, 'Only 1 left')
  await picture('3-given-back')
  await add(right)
  await says(left, 'in other carts')
  await payInBrowser(right, stack)
  await right.goto(PRODUCT.path)
  for (const page of [left, right]) await says(page, 'Sold out')
  await right.getByTestId('live-line').scrollIntoViewIfNeeded()
  await picture('4-sold')
  await browser.close()
}

/** One unit to be had, as an adjustment that is on record. */
async function leaveOne(): Promise<void> {
  const { adjustStock, getAvailability } = await import('../../lib/inventory')
  const { listenToStock } = await import('../../lib/revalidation')
  listenToStock()
  const [item] = (await getAvailability([PRODUCT.sku])).items
  const delta = 1 - (item?.available ?? 0)
  if (delta !== 0) await adjustStock({ sku: PRODUCT.sku, delta, reason: 'screenshots', actor: 'screenshots' })
}

const says = (page: Page, words: string) =>
  page.getByTestId('live-line').filter({ hasText: words }).waitFor({ state: 'attached', timeout: 60_000 })

async function add(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add to cart' }).first().click()
  await page.getByRole('dialog', { name: 'Your cart' }).getByText('Held for you').waitFor()
}

async function takeBoth(name: string, left: Page, right: Page): Promise<void> {
  const pictures = await Promise.all([left.screenshot(), right.screenshot()])
  const width = SCREEN.width * 2 + GAP
  await sharp({ create: { width, height: SCREEN.height, channels: 3, background: '#e4ded3' } })
    .composite(pictures.map((input, index) => ({ input, top: 0, left: index * (SCREEN.width + GAP) })))
    .png({ palette: true, quality: 100, effort: 10 })
    .toFile(path.join(FOLDER, `${name}.png`))
  console.log(`docs/live-count/${name}.png`)
}
