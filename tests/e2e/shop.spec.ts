import { expect, test } from './support/test'

test('pages are whole, cacheable and set no cookie', async ({ request }) => {
  for (const path of ['/', '/c/lighting', '/p/arc-table-lamp']) {
    const answer = await request.get(path)
    expect(answer.status(), path).toBe(200)
    expect(answer.headers()['cache-control'], path).toMatch(/s-maxage=\d+/)
    expect(answer.headers()['set-cookie'], path).toBeUndefined()
    expect(answer.headers()['content-security-policy'], path).toContain("default-src 'self'")
    expect(await answer.text(), path).not.toMatch(/\d+ available/)
  }
  const html = await (await request.get('/p/arc-table-lamp')).text()
  for (const words of ['Arc Table Lamp', '$189.00', 'A single steel arc', 'application/ld+json'])
    expect(html).toContain(words)
})

test('what is not there is said to be so', async ({ request }) => {
  await request.get('/p/never-made')
  expect((await request.get('/p/never-made')).status()).toBe(404)
  expect((await request.get('/nowhere')).status()).toBe(404)
})

test('home → category → product, by hand', async ({ page }) => {
  await page.goto('/')
  await page
    .getByRole('navigation', { name: 'Categories' })
    .first()
    .getByRole('link', { name: 'Kitchen & table' })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Kitchen & table' })).toBeVisible()
  await page.getByRole('link', { name: /Ridge Mug/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ridge Mug' })).toBeVisible()
  await expect(page.getByTestId('live-line')).toContainText('available')
})

test('a variant has its own price, photograph, count and address', async ({ page }) => {
  await page.goto('/p/arc-table-lamp')
  await page.getByText('Black', { exact: true }).click()
  await expect(page).toHaveURL(/variant=ARC-BLK/)
  await expect(page.getByText('$169.00').first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Black' })).toBeChecked()
})

test('sold out is said, and cannot be bought', async ({ page }) => {
  await page.goto('/p/orbit-clock?variant=ORB-BLK')
  await expect(page.getByTestId('live-line')).toHaveText('Sold out')
  await expect(page.getByRole('button', { name: 'Sold out' }).first()).toBeDisabled()
})
