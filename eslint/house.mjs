/** Who may spell a number, ask a database, read the environment, or know Next. */

const restrict = (selectors, message) => selectors.map((selector) => ({ selector, message }))

/** What a count is called. A syntax rule knows no types, so names must do. */
const COUNT = '/^(count|left|available|quantity|units|onHand|reserved|held|inCarts|others|waiting|failures)$/'
const COUNT_OF =
  '/^(count|total|length|available|quantity|units|onHand|reserved|held|inCarts|failures|revision)$/'
/** SQL takes numbers as they are. */
const UNTAGGED = 'TemplateLiteral:not(TaggedTemplateExpression > TemplateLiteral)'
const UNFORMATTED = [
  `${UNTAGGED} > Identifier[name=${COUNT}]`,
  `${UNTAGGED} > MemberExpression[property.name=${COUNT_OF}]`,
  `:matches(JSXElement, JSXFragment) > JSXExpressionContainer > Identifier[name=${COUNT}]`,
  `:matches(JSXElement, JSXFragment) > JSXExpressionContainer > MemberExpression[property.name=${COUNT_OF}]`,
]
const SPELLED_ELSEWHERE = [
  'MemberExpression[property.name=/^toLocale(String|DateString|TimeString)$/]',
  "MemberExpression[object.name='Intl'][property.name=/^(NumberFormat|DateTimeFormat)$/]",
]
const NUMBERS_FOR_PEOPLE = [
  ...restrict(SPELLED_ELSEWHERE, 'lib/core/format.ts spells numbers, prices and moments.'),
  ...restrict(UNFORMATTED, 'A count that people see goes through formatCount or formatUnits.'),
]

/** A use case opens a transaction and hands it on; what is asked in it stands in a store. */
const QUERIES = restrict(
  [
    'MemberExpression[object.callee.name=/^(shopDb|fulfillmentDb)$/]',
    'MemberExpression[object.name=/^(tx|db)$/]',
    'MemberExpression[property.name=/^.(query|execute)Raw(Unsafe)?$/]',
  ],
  'Only *store.ts and lib/infra/db ask a database.',
)

const TESTS = '**/*.test.{ts,tsx}'

/** Product files beside lib/config that read the environment, each for a reason. */
const READS_ENVIRONMENT = [
  // Next replaces NEXT_RUNTIME while it builds.
  '**/instrumentation.ts',
  // Loaded before any of our code can run.
  '**/next.config.js',
]
/** Files of lib that know Next, each for a reason. */
const KNOWS_NEXT = [
  // Turns a use case's answer into Next's.
  'lib/http/**',
  // The one door to `after`.
  'lib/infra/request/after-answer.ts',
]

export const house = [
  {
    files: ['components/**/*.{ts,tsx}', 'app/**/*.tsx', 'lib/**/*.ts'],
    // The last three write for machines alone.
    ignores: ['lib/core/format.ts', TESTS, 'lib/config/**', 'lib/infra/**', 'lib/auth/**'],
    rules: { 'no-restricted-syntax': ['error', ...NUMBERS_FOR_PEOPLE] },
  },
  {
    files: ['lib/**/*.ts'],
    ignores: ['lib/core/**', TESTS, 'lib/config/**', 'lib/infra/**', 'lib/auth/**', '**/*store.ts'],
    rules: { 'no-restricted-syntax': ['error', ...NUMBERS_FOR_PEOPLE, ...QUERIES] },
  },
  {
    files: ['{app,components,fulfillment,lib}/**/*.{ts,tsx,js}', 'proxy.ts', 'instrumentation.ts'],
    ignores: ['lib/config/**', TESTS, ...READS_ENVIRONMENT],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'lib/config reads the environment.' },
      ],
    },
  },
  {
    files: ['lib/**/*.ts'],
    ignores: [TESTS, ...KNOWS_NEXT],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['next', 'next/*'], message: 'Contexts know nothing of Next.' }] },
      ],
    },
  },
]
