import next from 'eslint-config-next/core-web-vitals'
import nextTypescript from 'eslint-config-next/typescript'
import boundaries from 'eslint-plugin-boundaries'

/** Context → the contexts it may use, through their index.ts and schema.ts only. ARCHITECTURE.md prints this table. */
export const CONTEXTS = {
  identity: [],
  catalog: [],
  publishing: ['catalog', 'inventory'],
  inventory: ['catalog'],
  search: ['catalog', 'inventory'],
  cart: ['catalog', 'inventory', 'identity'],
  orders: ['catalog', 'inventory'],
  payments: ['orders'],
  checkout: ['cart', 'catalog', 'inventory', 'orders', 'payments'],
  fulfillment: [],
}

const is = (type, captured) => ({ element: captured ? { type, captured } : { type } })
const to = (...types) => types.map((type) => ({ to: is(type) }))
const file = (name, context) => ({
  to: { element: { type: 'context', fileInternalPath: name, ...(context && { captured: { context } }) } },
})
const surface = (context) => file('(index|schema).ts', context)

const config = [
  {
    ignores: [
      '.next*/**',
      '.local*/**',
      '.previews/**',
      'prisma/generated/**',
      'node_modules/**',
      'next-env.d.ts',
      'test-results/**',
      'playwright-report/**',
    ],
  },
  ...next,
  ...nextTypescript,
  {
    plugins: { boundaries },
    settings: {
      'boundaries/elements': [
        { type: 'app', pattern: 'app/**', partialMatch: false },
        { type: 'components', pattern: 'components/**', partialMatch: false },
        { type: 'generated', pattern: 'prisma/generated' },
        { type: 'core', pattern: 'lib/core' },
        { type: 'config', pattern: 'lib/config' },
        { type: 'infra', pattern: 'lib/infra' },
        { type: 'http', pattern: 'lib/http' },
        { type: 'events', pattern: 'lib/events' },
        { type: 'rules', pattern: 'lib/*/rules', capture: ['context'] },
        { type: 'context', pattern: 'lib/*', capture: ['context'] },
        { type: 'local', pattern: 'local/**', partialMatch: false },
      ],
    },
    rules: {
      // An underscore says: taken out on purpose, or asked for by the caller.
      '@typescript-eslint/no-unused-vars': [
        'warn',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            { from: is('core'), allow: to('core') },
            { from: is('config'), allow: to('config', 'core') },
            { from: is('infra'), allow: to('infra', 'config', 'core', 'generated') },
            { from: is('events'), allow: to('events', 'infra', 'config', 'core') },
            {
              from: is('http'),
              allow: [...to('http', 'infra', 'config', 'core'), file('index.ts', 'identity')],
            },
            ...Object.entries(CONTEXTS).flatMap(([context, uses]) => [
              {
                from: is('rules', { context }),
                allow: [
                  ...to('core'),
                  { to: is('rules', { context }) },
                  ...[context, ...uses].map((used) => file('schema.ts', used)),
                ],
              },
              {
                from: is('context', { context }),
                allow: [
                  ...to('events', 'infra', 'config', 'core'),
                  { to: is('context', { context }) },
                  { to: is('rules', { context }) },
                  ...uses.map(surface),
                ],
              },
            ]),
            {
              from: is('components'),
              allow: [
                ...to('components', 'core', 'rules'),
                file('schema.ts'),
                { to: { element: { type: 'config', fileInternalPath: 'public.ts' } } },
              ],
            },
            {
              from: is('app'),
              allow: [
                ...to('app', 'components', 'core', 'config', 'http', 'rules'),
                surface(),
                { to: { element: { type: 'events', fileInternalPath: '(index|contract).ts' } } },
              ],
            },
          ],
        },
      ],
    },
  },
]

export default config
