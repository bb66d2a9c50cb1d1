import { defineConfig, devices } from '@playwright/test'
import { CPU_SLOWDOWN } from './tests/e2e/support/slowdown'
import { findBrowser } from './tests/support/browser'

const { executablePath, args } = await findBrowser()
const report = process.env['PLAYWRIGHT_REPORT']

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  // Of a warehouse that is another deployment: `npm run e2e:split`.
  testIgnore: process.env['WAREHOUSE_URL'] ? [] : ['**/split.spec.ts'],
  // One shop, whose stock the tests share, on two cores.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000 * CPU_SLOWDOWN,
  expect: { timeout: 10_000 * CPU_SLOWDOWN },
  outputDir: 'test-results',
  reporter: report ? [['dot'], ['json', { outputFile: report }]] : [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    baseURL: process.env['BASE_URL'] || 'http://localhost:3000',
    launchOptions: { executablePath, args },
    screenshot: 'only-on-failure',
    // Recording every test costs a third of its time; `npx playwright test` alone does it.
    trace: report ? 'off' : 'retain-on-failure',
  },
})
