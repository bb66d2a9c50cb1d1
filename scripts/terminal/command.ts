import { Command, InvalidArgumentError } from '@commander-js/extra-typings'

/**
 * A command line of this repository. `--help` prints what the command does, its options and examples. A wrong option or
 * value is named in one line, and the process ends with code 2.
 *
 * @param run what a person types before the options: `npm run doctor --`
 */
export function command({
  run,
  about,
  examples,
}: {
  run: string
  about: string
  examples: readonly string[]
}) {
  const title = examples.length === 1 ? 'Example' : 'Examples'
  return new Command(run)
    .description(about)
    .addHelpText('after', `\n${title}:\n${examples.map((line) => `  ${line}`).join('\n')}\n`)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
}

/** The value of an option that is a number. @throws InvalidArgumentError outside of `from` … `to` */
export const numberFrom =
  (from: number, to: number) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !(value >= from && value <= to))
      throw new InvalidArgumentError(`Give a number from ${from} to ${to}.`)
    return value
  }

/** The value of an option that is a whole number. @throws InvalidArgumentError outside of `from` … `to` */
export const wholeNumberFrom =
  (from: number, to: number) =>
  (text: string): number => {
    const value = numberFrom(from, to)(text)
    if (!Number.isInteger(value)) throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`)
    return value
  }

export const port = wholeNumberFrom(1, 65_535)

/** Says in one line why a command can't be done as it was asked for, and ends with code 2. */
export function refuse(why: string): never {
  process.stderr.write(`error: ${why}\n`)
  process.exit(2)
}
