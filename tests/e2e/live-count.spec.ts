import { stack } from './support/stack'
import { expect, test } from './support/test'

test('two shoppers and the last unit: the count moves on the other’s page within 3 seconds', async ({
  browser,
}) => {
  const [one, two] = await Promise.all([browser.newPage(), browser.newPage()])
  for (const page of [one, two]) await page.goto(`${stack.app}/p/dune-vase?variant=DUN-INK`)
  for (const page of [one, two]) await expect(page.getByTestId('live-line')).toHaveText('Only 1 left')

  await one.getByRole('button', { name: 'Add to cart' }).first().click()
  await expect(one.getByRole('dialog', { name: 'Your cart' })).toContainText('Dune Vase')
  const added = Date.now()
  await expect(two.getByTestId('live-line')).toContainText('in other carts', { timeout: 3_000 })
  expect(Date.now() - added).toBeLessThan(3_000)
  await expect(two.getByRole('button', { name: 'In other carts' }).first()).toBeDisabled()

  await one.getByRole('button', { name: /^Remove/ }).click()
  await expect(two.getByTestId('live-line')).toHaveText('Only 1 left', { timeout: 8_000 })
  await one.close()
  await two.close()
})
