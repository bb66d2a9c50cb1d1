import next from 'eslint-config-next/core-web-vitals'
import nextTypescript from 'eslint-config-next/typescript'
import boundaries from 'eslint-plugin-boundaries'
import { house } from './eslint/house.mjs'
import { types } from './eslint/types.mjs'

/** Context → the contexts it may use, through their index.ts, schema.ts and announcements.ts only. ARCHITECTURE.md prints this table. */
export const CONTEXTS = {
  shopper: [],
  catalog: [],
  publishing: ['catalog', 'inventory', 'revalidation'],
  inventory: ['catalog'],
  revalidation: ['catalog', 'inventory'],
  search: ['catalog', 'inventory'],
  cart: ['catalog', 'inventory', 'shopper'],
  orders: ['catalog', 'inventory'],
  payments: ['orders'],
  checkout: ['cart', 'catalog', 'inventory', 'orders', 'payments'],
  fulfillment: [],
  privacy: [],
}

/** The fulfillment application: another application in the same repository, which may take nothing of the shop. */
const WAREHOUSE_APP = ['app/?warehouse?/**', 'app/api/fulfillment/**', 'fulfillment/**']
/** The part of each shared folder that only the shop may import. */
const SHOP_ONLY = {
  config: 'shop/**',
  infra: '{db/shop.ts,redis/**,stripe/**,crypto/**}',
  http: 'shop/**',
  events: 'shop/**',
}

const is = (type, captured) => ({ element: captured ? { type, captured } : { type } })
const to = (...types) => types.map((type) => ({ to: is(type) }))
const file = (name, context) => ({
  to: { element: { type: 'context', fileInternalPath: name, ...(context && { captured: { context } }) } },
})
const shopPart = (type) => ({ element: { type, fileInternalPath: SHOP_ONLY[type] } })
const sharedPart = (type) => ({ element: { type, fileInternalPath: `!${SHOP_ONLY[type]}` } })
/** Of each folder what both applications may use. */
const shared = (...types) => types.map((type) => ({ to: sharedPart(type) }))
const AUTH_RULES = [
  {
    to: {
      element: {
        type: 'auth',
        fileInternalPath: '(schema|rules/may-act-as|rules/provider-names|rules/safe-redirect).ts',
      },
    },
  },
]
const publicConfig = { to: { element: { type: 'config', fileInternalPath: 'public.ts' } } }
const surface = (context) => file('(index|schema|announcements).ts', context)

/** Only these rooms render; elsewhere React's rules cost time and find nothing. */
const RENDERS = ['{app,components,fulfillment}/**/*.{js,ts,tsx}']
const reactRules = next.flatMap(({ rules, ...rest }) => [rest, ...(rules ? [{ files: RENDERS, rules }] : [])])

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
  ...reactRules,
  ...nextTypescript,
  ...house,
  ...types,
  {
    plugins: { boundaries },
    settings: {
      'boundaries/elements': [
        { type: 'warehouse-app', pattern: WAREHOUSE_APP, partialMatch: false },
        { type: 'app', pattern: 'app/**', partialMatch: false },
        { type: 'warehouse-components', pattern: 'components/warehouse/**', partialMatch: false },
        { type: 'shared-components', pattern: 'components/{ui,api-client,session}/**', partialMatch: false },
        { type: 'components', pattern: 'components/**', partialMatch: false },
        { type: 'generated', pattern: 'prisma/generated' },
        { type: 'core', pattern: 'lib/core' },
        { type: 'config', pattern: 'lib/config' },
        { type: 'infra', pattern: 'lib/infra' },
        { type: 'http', pattern: 'lib/http' },
        { type: 'events', pattern: 'lib/events' },
        { type: 'auth', pattern: 'lib/auth' },
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
          // Files of one folder, too: some are the shop's, some are everyone's.
          checkInternals: true,
          policies: [
            { from: is('core'), allow: to('core') },
            { from: is('local'), allow: to('local') },
            { from: is('auth'), allow: [...to('auth', 'core'), ...shared('config')] },
            { from: sharedPart('config'), allow: [...shared('config'), ...to('core')] },
            { from: shopPart('config'), allow: to('config', 'core') },
            { from: sharedPart('infra'), allow: [...shared('infra', 'config'), ...to('core', 'generated')] },
            { from: shopPart('infra'), allow: to('infra', 'config', 'core', 'generated') },
            { from: sharedPart('events'), allow: [...shared('events', 'infra', 'config'), ...to('core')] },
            { from: shopPart('events'), allow: to('events', 'infra', 'config', 'core') },
            { from: sharedPart('http'), allow: [...shared('http', 'infra', 'config'), ...to('core')] },
            {
              from: shopPart('http'),
              allow: [...to('http', 'auth', 'infra', 'config', 'core'), file('index.ts', 'shopper')],
            },
            ...Object.entries(CONTEXTS).flatMap(([context, uses]) => [
              {
                from: is('rules', { context }),
                allow: [
                  ...to('core'),
                  { to: is('rules', { context }) },
                  ...[context, ...uses].map((used) => file('schema.ts', used)),
                  ...uses.map((used) => ({ to: is('rules', { context: used }) })),
                ],
              },
              {
                from: is('context', { context }),
                allow: [
                  ...to('core'),
                  ...(context === 'fulfillment'
                    ? shared('events', 'infra', 'config')
                    : to('events', 'auth', 'infra', 'config')),
                  { to: is('context', { context }) },
                  { to: is('rules', { context }) },
                  ...uses.map(surface),
                ],
              },
            ]),
            {
              from: is('shared-components'),
              allow: [...to('shared-components', 'core'), ...AUTH_RULES, publicConfig],
            },
            {
              from: is('warehouse-components'),
              allow: [
                ...to('warehouse-components', 'shared-components', 'core'),
                { to: is('rules', { context: 'fulfillment' }) },
                file('schema.ts', 'fulfillment'),
              ],
            },
            {
              from: is('components'),
              allow: [
                ...to('components', 'shared-components', 'core', 'rules'),
                ...AUTH_RULES,
                file('schema.ts'),
                publicConfig,
              ],
            },
            {
              from: is('warehouse-app'),
              allow: [
                ...to('warehouse-app', 'warehouse-components', 'shared-components', 'core', 'auth'),
                ...shared('config', 'http'),
                { to: { element: { type: 'app', fileInternalPath: 'globals.css' } } },
                surface('fulfillment'),
              ],
            },
            {
              from: is('app'),
              allow: [
                ...to('app', 'components', 'shared-components', 'warehouse-components'),
                ...to('core', 'config', 'http', 'rules', 'auth'),
                surface(),
                { to: { element: { type: 'events', fileInternalPath: '(shop/index|contract).ts' } } },
              ],
            },
          ],
        },
      ],
    },
  },
]

export default config
