import { expect, test } from './support/test'

const box = { role: 'combobox', name: 'Search the shop' } as const

test('type, arrow down, Enter: the product', async ({ page }) => {
  await page.goto('/')
  const field = page.getByRole(box.role, { name: box.name })
  await field.click()
  await field.pressSequentially('kett')
  const option = page.getByRole('option', { name: /Fold Kettle/ })
  await expect(option).toBeVisible()
  await expect(field).toHaveAttribute('aria-expanded', 'true')
  await field.press('ArrowDown')
  const first = page.getByRole('option').first()
  await expect(first).toHaveAttribute('aria-selected', 'true')
  await expect(field).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id')) ?? '')
  await field.press('Escape')
  await expect(field).toHaveAttribute('aria-expanded', 'false')
  await expect(field).toHaveValue('kett')
  await field.press('ArrowDown')
  await expect(option).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Fold Kettle' })).toBeVisible()
})

test('type and Enter: results, filters, sort; Back undoes them one by one; the address holds it all', async ({
  page,
}) => {
  await page.goto('/')
  const field = page.getByRole(box.role, { name: box.name })
  await field.fill('table')
  await field.press('Enter')
  await expect(page).toHaveURL('/search?q=table')
  await expect(page.getByRole('heading', { level: 1, name: '“table”' })).toBeVisible()
  const results = page.getByRole('region', { name: 'Results' })
  const all = await results.getByRole('listitem').count()
  expect(all).toBeGreaterThan(4)

  await page.getByRole('checkbox', { name: /^Lighting/ }).check()
  await expect(page).toHaveURL('/search?q=table&category=lighting')
  await expect(page.getByRole('checkbox', { name: /^Lighting/ })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: /^Lighting/ })).toBeFocused()
  await expect(results.getByRole('link', { name: /Arc Table Lamp/ })).toBeVisible()
  await expect(results.getByRole('link', { name: /Drum Side Table/ })).toHaveCount(0)

  await page.getByRole('link', { name: 'Price, high first' }).click()
  await expect(page).toHaveURL('/search?q=table&category=lighting&sort=price-down')
  await expect(results.getByRole('listitem').first()).toContainText('Halo Pendant')

  await results.getByRole('link', { name: /Arc Table Lamp/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Arc Table Lamp' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL('/search?q=table&category=lighting&sort=price-down')
  await expect(results.getByRole('listitem').first()).toContainText('Halo Pendant')
  await page.goBack()
  await page.goBack()
  await expect(page).toHaveURL('/search?q=table')
  await expect(page.getByRole('checkbox', { name: /^Lighting/ })).not.toBeChecked()
  await expect(results.getByRole('listitem')).toHaveCount(all)
  await page.reload()
  await expect(field).toHaveValue('table')
  await expect(results.getByRole('listitem')).toHaveCount(all)
})

test('a typo is forgiven and said; nonsense is offered something else', async ({ page }) => {
  await page.goto('/search?q=lapm')
  await expect(page.getByText('This is what we have for “lamp”')).toBeVisible()
  await expect(
    page.getByRole('region', { name: 'Results' }).getByRole('link', { name: /Arc Table Lamp/ }),
  ).toBeVisible()
  await page.goto('/search?q=xyzzy')
  await expect(page.getByRole('heading', { level: 1, name: 'No results for “xyzzy”' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: 'Lighting' })).toBeVisible()
  await page.goto('/search?q=lamp&category=kitchen')
  await page.getByRole('region', { name: 'Results' }).getByRole('link', { name: 'Clear the filters' }).click()
  await expect(page).toHaveURL('/search?q=lamp')
  await page.goto('/search?after=garbage')
  await expect(page.getByRole('heading', { level: 1, name: 'No results to show' })).toBeVisible()
})

test('on a phone: an icon opens the field, filters wait for their button', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  await page.getByRole('banner').getByRole('link', { name: 'Search' }).click()
  const field = page.getByRole('banner').getByRole(box.role, { name: box.name })
  await expect(field).toBeFocused()
  await field.pressSequentially('lamp')
  await expect(page.getByRole('option').first()).toBeVisible()
  await field.press('Enter')
  await expect(page).toHaveURL('/search?q=lamp')
  await page.getByText('Filters', { exact: true }).click()
  await page.getByRole('checkbox', { name: /^In stock/ }).check()
  await expect(page).toHaveURL('/search?q=lamp')
  await page.getByRole('button', { name: 'Show results' }).click()
  await expect(page).toHaveURL('/search?q=lamp&stock=in')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the form leads to results that can be seen, filtered and sorted', async ({ page }) => {
    await page.goto('/')
    await page.getByRole(box.role, { name: box.name }).fill('lamp')
    await page.getByRole('banner').getByRole('button', { name: 'Search' }).click()
    await expect(page).toHaveURL('/search?q=lamp')
    await expect(page.getByRole('heading', { level: 1, name: '“lamp”' })).toBeVisible()
    await page.getByRole('checkbox', { name: /^Lighting/ }).check()
    await page.getByRole('button', { name: 'Show results' }).click()
    await expect(page).toHaveURL(/category=lighting/)
    await expect(page.getByRole('link', { name: /Arc Table Lamp/ })).toBeVisible()
    await page.getByRole('link', { name: 'Newest' }).click()
    await expect(page).toHaveURL('/search?q=lamp&category=lighting&sort=newest')
  })
})

test('pages of results are not indexed, and the frame comes before the search is done', async ({
  request,
}) => {
  const html = await (await request.get('/search?q=lamp')).text()
  expect(html).toMatch(/<meta name="robots" content="noindex, follow"/)
  expect(html).toContain('results-skeleton')
  expect(await (await request.get('/')).text()).toContain('"SearchAction"')
})
