import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { isFull } from './tests/faults/support/figures.ts'
import { variants } from './tests/faults/simulation/variant-plugin.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const alias = {
  '@': root.replace(/\/$/, ''),
  // `server-only` throws outside a React server build; tests run on the server.
  'server-only': `${root}node_modules/server-only/empty.js`,
}

export default defineConfig({
  test: {
    // Files side by side: vitest would leave one core of two idle.
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{lib,components,local,scripts,prisma,tests/unit}/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/support/console.ts'],
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
          setupFiles: ['tests/support/setup.ts', 'tests/support/console.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'faults',
          include: ['tests/faults/*.test.ts'],
          // Full figures only; tests/integration has a short form of each.
          exclude: isFull ? [] : ['tests/faults/f5-*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
          setupFiles: ['tests/support/setup.ts', 'tests/support/console.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        plugins: [variants()],
        test: {
          name: 'simulation',
          include: ['tests/faults/simulation/*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
          setupFiles: [
            'tests/support/setup.ts',
            'tests/support/console.ts',
            'tests/faults/simulation/setup.ts',
          ],
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          // Needs a build; starts a stack of its own.
          name: 'server',
          include: ['tests/faults/server/*.test.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          // `npm run previews:test`: builds two branches, so it is no part of npm test.
          name: 'previews',
          include: ['tests/previews/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
})
