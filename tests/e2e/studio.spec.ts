import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { signInByScript } from './support/people'
import { stack } from './support/stack'
import { expect, test } from './support/test'

const MARA = /Continue as Mara/
const ADA = /Continue as Ada/

async function signIn(page: Page, person: RegExp, path = '/studio'): Promise<void> {
  await page.goto(path)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: person }).click()
  await page.waitForURL(`**${path}`)
}

const setRoles = (email: string, roles: string[]) =>
  fetch(`${stack.oidc}/_local/people/${email}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ roles }),
  })

async function openProduct(page: Page, name: string): Promise<void> {
  await page.goto('/studio')
  await page.getByLabel('Search', { exact: true }).fill(name)
  await page.getByRole('link', { name: new RegExp(name) }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function discardDraft(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click()
}

const saved = (page: Page) => expect(page.getByRole('banner').first()).toContainText(/Saved \d\d:\d\d/)
const preview = (page: Page) => page.frameLocator('iframe[title="Preview of the draft"]')

async function publish(page: Page, note: string): Promise<void> {
  await page.getByRole('banner').first().getByRole('button', { name: 'Publish' }).click()
  const dialog = page.getByRole('dialog', { name: /^Publish/ })
  await dialog.getByLabel('Note for the history').fill(note)
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(page.getByText(/^Live in \d+\.\d s$/)).toBeVisible({ timeout: 20_000 })
}

/** A shopper, who has never signed in and sees what everyone sees. */
async function asShopper(browser: Browser, path: string, look: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ baseURL: stack.app })
  try {
    const page = await context.newPage()
    await page.goto(path)
    await look(page)
  } finally {
    await context.close()
  }
}

/** What a browser says by itself when there is no network. */
const forgiveOffline = (complaints: string[]) => {
  const others = complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(text))
  complaints.splice(0, complaints.length, ...others)
}

test('a marketer changes a headline and a price, looks, publishes, compares, and rolls back', async ({
  page,
  browser,
}) => {
  test.setTimeout(150_000)
  const path = '/p/drum-side-table'
  const tagline = `Turned by hand, ${crypto.randomUUID().slice(0, 8)}`
  await signIn(page, MARA)
  await openProduct(page, 'Drum Side Table')
  const before = await page.getByLabel('Tagline').inputValue()
  const price = page.getByLabel('Price').first()
  const priceBefore = await price.inputValue()

  await page.getByLabel('Tagline').fill(tagline)
  await price.fill('$1,234.5')
  await saved(page)
  await page.getByRole('button', { name: 'Phone' }).click()
  await expect(preview(page).getByText(tagline).first()).toBeVisible()
  await expect(preview(page).getByText('$1,234.50').first()).toBeVisible()
  expect(
    await preview(page)
      .locator('body')
      .evaluate(() => innerWidth),
  ).toBe(390)
  await asShopper(browser, path, async (shop) => {
    await expect(shop.getByText(before).first()).toBeVisible()
    expect(await shop.content()).not.toContain(tagline)
  })

  await page.getByRole('banner').first().getByRole('button', { name: 'Publish' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish 2 changes' })
  await expect(dialog).toContainText(tagline)
  await expect(dialog).toContainText('$1,234.50')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await publish(page, 'Spring words')
  await asShopper(browser, path, async (shop) => {
    await expect(shop.getByText(tagline).first()).toBeVisible()
    await expect(shop.getByText('$1,234.50').first()).toBeVisible()
  })

  await page.getByRole('link', { name: 'History' }).click()
  const newest = page.getByRole('article').first()
  await expect(newest).toContainText('Live now')
  await expect(newest).toContainText('Mara Marketer')
  await expect(newest).toContainText('Spring words')
  await expect(newest).toContainText(before)
  await expect(newest).toContainText(tagline)
  await page.getByRole('article').nth(1).getByRole('button', { name: 'Restore as draft' }).click()
  await expect(page.getByLabel('Tagline')).toHaveValue(before)
  await expect(page.getByLabel('Price').first()).toHaveValue(priceBefore)
  await publish(page, 'As it was')
  await asShopper(browser, path, (shop) => expect(shop.getByText(before).first()).toBeVisible())
})

test('a preview that shows an older version than the studio has is told of it', async ({ page }) => {
  await signIn(page, MARA)
  await openProduct(page, 'Cone Planter')
  await expect(preview(page).getByRole('heading', { level: 1 })).toBeVisible()
  const told = await preview(page)
    .locator('body')
    .evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('message', ({ data }) => data?.type === 'draft-saved' && resolve(data))
          parent.postMessage({ type: 'draft-shown', version: -1 }, location.origin)
        }),
    )
  expect(told).toEqual({ type: 'draft-saved', version: expect.any(Number) })
  await expect(page.getByText('Shows your draft')).toBeVisible()
})

test('a new product is made, told what it lacks, and published when it is whole', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const name = `Tall Jug ${crypto.randomUUID().slice(0, 6)}`
  await signIn(page, MARA)
  await page.getByRole('button', { name: 'New product' }).click()
  const dialog = page.getByRole('dialog', { name: 'New product' })
  await dialog.getByRole('button', { name: 'Begin' }).click()
  await expect(dialog).toContainText('Write something here')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Begin' }).click()

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const button = page.getByRole('banner').first().getByRole('button', { name: 'Publish' })
  await expect(button).toBeDisabled()
  await expect(button).toHaveAccessibleDescription(/things to finish first/)
  // An empty form does not begin with a scolding, and the summary leads to what is missing.
  await expect(page.getByLabel('Tagline')).not.toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('button', { name: /^Tagline/ }).click()
  await expect(page.getByLabel('Tagline')).toBeFocused()
  await page.keyboard.type('Pours without a drop.')

  const text = page.getByRole('textbox', { name: 'Description' }).first()
  await text.click()
  await page.keyboard.type('Glazed inside.')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+b')
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  const link = page.getByRole('dialog', { name: 'Link to' })
  await link.getByLabel('Address').fill('javascript:alert(1)')
  await page.keyboard.press('Enter')
  await expect(link).toContainText('Link to https://')
  await link.getByLabel('Address').fill('/c/vessels')
  await page.keyboard.press('Enter')
  await expect(text.getByRole('link', { name: 'Glazed inside.' })).toHaveAttribute('href', '/c/vessels')

  await page.getByRole('button', { name: 'Add photographs' }).click()
  const library = page.getByRole('dialog', { name: 'Photographs' })
  await library.getByLabel('Search').fill('vase')
  const photos = library.getByRole('group', { name: 'Photographs to choose from' }).getByRole('button')
  await photos.nth(0).click()
  await photos.nth(1).click()
  await library.getByRole('button', { name: 'Add 2 photographs' }).click()
  const second = await page.getByLabel('Photograph 2, in words').inputValue()
  await page.getByRole('button', { name: 'Move photograph 2 up' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('First photograph, in words')).toHaveValue(second)

  await page.getByRole('button', { name: 'Add a variant' }).click()
  await page.getByLabel('SKU').fill(`jug-${crypto.randomUUID().slice(0, 6)}`)
  await page.getByLabel('Price').fill('4x')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Price')).toHaveValue('4x')
  await expect(page.getByText('Write a price, like 148.00').first()).toBeVisible()
  await page.getByLabel('Price').fill('48')
  await page.keyboard.press('ControlOrMeta+s')
  await saved(page)
  await publish(page, '')
  const path = (await page.getByRole('link', { name: 'See the page' }).getAttribute('href')) ?? ''
  await asShopper(browser, path, (shop) =>
    expect(shop.getByRole('heading', { level: 1, name })).toBeVisible(),
  )

  await page.getByRole('button', { name: /^Change the stock of/ }).click()
  const stockDialog = page.getByRole('dialog', { name: /^Stock of/ })
  await stockDialog.getByLabel('By how many').fill('12')
  await stockDialog.getByRole('button', { name: 'Change the stock' }).click()
  await expect(stockDialog).toContainText('Say why')
  await stockDialog.getByLabel('Reason').fill('Delivery')
  await stockDialog.getByRole('button', { name: 'Change the stock' }).click()
  await expect(stockDialog).toBeHidden()
  await expect(page.getByText('12 on hand', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Archive this product' }).click()
  await page.getByRole('button', { name: 'Archive it' }).click()
  await expect(page.getByText(/^Archived\. Gone from the shop in/)).toBeVisible({ timeout: 20_000 })
})

test('two marketers edit one page: both versions are shown, and the one not taken can be read', async ({
  page,
  browser,
}) => {
  await signIn(page, MARA)
  await openProduct(page, 'Cone Planter')
  const mara = page
  const context = await browser.newContext({ baseURL: stack.app, viewport: { width: 1440, height: 900 } })
  try {
    const ada = await context.newPage()
    await signIn(ada, ADA, new URL(mara.url()).pathname)
    await ada.getByLabel('Tagline').fill('Ada: it drains well')
    await ada.getByLabel('Care').fill('Ada: wipe it')
    await saved(ada)

    await mara.getByLabel('Tagline').fill('Mara: it stands still')
    await mara.getByLabel('Name', { exact: true }).fill('Cone Planter, Mara')
    const dialog = mara.getByRole('dialog', { name: 'Ada Admin edited this page too' })
    await expect(dialog).toBeVisible()
    await expect(dialog).toContainText('both of you changed it')
    await expect(dialog.getByRole('group', { name: /Tagline/ }).getByLabel('Yours')).toBeChecked()
    await expect(dialog.getByRole('group', { name: /Care/ }).getByLabel('Ada Admin')).toBeChecked()
    await dialog.getByRole('button', { name: 'Keep what is chosen' }).click()
    await saved(mara)
    await expect(mara.getByLabel('Tagline')).toHaveValue('Mara: it stands still')
    await expect(mara.getByLabel('Care')).toHaveValue('Ada: wipe it')
    await mara.getByRole('button', { name: 'Read and copy it' }).click()
    await expect(mara.getByRole('dialog', { name: /Their version/ })).toContainText('Ada: it drains well')
    await mara.keyboard.press('Escape')

    // Ada, who types on, is asked in her turn, and takes Mara's.
    await ada.getByLabel('Tagline').fill('Ada again')
    await ada.getByRole('dialog', { name: 'Mara Marketer edited this page too' }).waitFor()
    await ada.getByRole('button', { name: 'Take theirs' }).click()
    await expect(ada.getByLabel('Tagline')).toHaveValue('Mara: it stands still')
    await discardDraft(ada)
    await expect(ada.getByLabel('Name', { exact: true })).toHaveValue('Cone Planter')
  } finally {
    await context.close()
  }
})

test('a marketer whose role is revoked can no longer write, is signed out, and loses nothing', async ({
  page,
}) => {
  await signIn(page, MARA)
  await openProduct(page, 'Halo Pendant')
  await setRoles('marketer@example.com', ['shopper'])
  try {
    await page.getByLabel('Tagline').fill('Not allowed')
    await expect(page.getByText('Not saved: your account may no longer edit pages')).toBeVisible()
    await expect(page.getByLabel('Tagline')).toHaveValue('Not allowed')
  } finally {
    await setRoles('marketer@example.com', ['shopper', 'marketer'])
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Not saved: your session has ended')).toBeVisible()
  expect((await page.request.get('/api/studio/products')).status()).toBe(401)
  // With the role back, signing in again goes on where it was.
  await signInByScript(page.request, 'marketer@example.com')
  await page.getByRole('button', { name: 'Try again' }).click()
  await saved(page)
  await discardDraft(page)
  await expect(page.getByRole('banner').first()).toContainText('No changes yet')
})

test('a session that ends while one writes loses nothing either, even when one leaves', async ({
  page,
  context,
}) => {
  await signIn(page, MARA)
  await openProduct(page, 'Halo Pendant')
  const address = page.url()
  const published = await page.getByLabel('Tagline').inputValue()
  const cookies = await context.cookies()
  await context.clearCookies()
  await page.getByLabel('Tagline').fill('Written too late')
  await expect(page.getByText('Not saved: your session has ended')).toBeVisible()
  await context.addCookies(cookies)
  await page.getByRole('button', { name: 'Try again' }).click()
  await saved(page)

  await context.clearCookies()
  await page.getByLabel('Tagline').fill('Written and left')
  await expect(page.getByText('Not saved: your session has ended')).toBeVisible()
  // The browser asks in its own words; this marketer leaves all the same.
  page.once('dialog', (dialog) => void dialog.accept())
  await page.goto('about:blank')
  await context.addCookies(cookies)
  await page.goto(address)
  await expect(page.getByLabel('Tagline')).toHaveValue('Written too late')
  await page.getByRole('button', { name: 'Bring them back' }).click()
  await expect(page.getByLabel('Tagline')).toHaveValue('Written and left')
  await saved(page)
  await discardDraft(page)
  await expect(page.getByLabel('Tagline')).toHaveValue(published)
})

test('without a network the words stay, and are saved when it is back', async ({
  page,
  context,
  complaints,
}) => {
  await signIn(page, MARA)
  await openProduct(page, 'Orbit Clock')
  await expect(preview(page).getByRole('heading', { level: 1 })).toHaveText('Orbit Clock')
  await context.setOffline(true)
  await page.getByLabel('Tagline').fill('Written on a train')
  await expect(page.getByText('Not saved: you are offline')).toBeVisible()
  // A link that would lose them asks first.
  await page.getByRole('link', { name: 'Studio' }).click()
  await page.getByRole('button', { name: 'Stay here' }).click()
  await expect(page.getByLabel('Tagline')).toHaveValue('Written on a train')
  await context.setOffline(false)
  await saved(page)
  await discardDraft(page)
  await expect(page.getByRole('banner').first()).toContainText('No changes yet')
  forgiveOffline(complaints)
})

test('the studio is for those who work in it', async ({ page }) => {
  await signIn(page, /Continue as Sam/)
  await expect(page.getByRole('heading', { name: 'Not for this account' })).toBeVisible()
})

for (const scheme of ['light', 'dark'] as const) {
  test(`the studio shuts nobody out, in ${scheme}`, async ({ page }) => {
    test.setTimeout(90_000)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`,
      )
      expect(found).toEqual([])
    }
    await page.goto('/studio')
    await check()
    await signIn(page, MARA)
    await expect(page.getByRole('link', { name: /Ridge Mug/ })).toBeVisible()
    await check()
    await openProduct(page, 'Ridge Mug')
    await expect(page.getByText('on hand').first()).toBeVisible()
    await check()
    await page.getByRole('button', { name: 'Add photographs' }).click()
    await expect(
      page.getByRole('dialog', { name: 'Photographs' }).getByRole('listitem').first(),
    ).toBeVisible()
    await check()
    await page.keyboard.press('Escape')
    await page.goto('/studio/home')
    await expect(page.getByLabel('Headline')).toBeVisible()
    await check()
    await page.goto('/studio/home/history')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await check()
  })
}
