import tseslint from 'typescript-eslint'

/** Rules that need types: no promise is forgotten, and a switch that names its cases names them all. */
export const types = [
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        // `default` says that all others are alike.
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // A test's rejection that nobody handles fails its run.
    files: ['tests/**', '**/*.test.{ts,tsx}'],
    rules: { '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }] },
  },
]
