import { ESLint } from 'eslint'

/** Examples stand in files that are not there, and so have no types. */
const UNTYPED = {
  languageOptions: { parserOptions: { projectService: false } },
  rules: Object.fromEntries(
    ['no-floating-promises', 'no-misused-promises', 'switch-exhaustiveness-check'].map((rule) => [
      `@typescript-eslint/${rule}`,
      'off' as const,
    ]),
  ),
}
/** The linter without the rules that need types: those refuse a file that is not part of the project. */
export const untypedEslint = new ESLint({ overrideConfig: UNTYPED })
