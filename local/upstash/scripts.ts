import { createHash } from 'node:crypto'
import type { Command } from './engine'

/** Redis' name for a script: the SHA-1 of its text. */
export const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')

/**
 * Lets scripts that begin with Upstash's own `#!lua flags=allow-key-locking` run on any engine.
 *
 * Redis 7 refuses flags that it does not know, so the line is dropped. Callers go on using the SHA-1 of the
 * text they sent; the engine knows the script by the SHA-1 of the text it was given.
 */
export class ScriptNames {
  readonly #engineSha = new Map<string, string>()

  /** @param rewrite changes the text of every script on its way to the engine; callers keep the name they know */
  constructor(private readonly rewrite: (script: string) => string = (script) => script) {}

  /** The command as the engine must get it. */
  toEngine([name, ...args]: Command): Command {
    const [first = '', second = '', ...others] = args
    switch (name.toUpperCase()) {
      case 'EVAL':
      case 'EVAL_RO':
        return [name, this.#plain(first), ...args.slice(1)]
      case 'EVALSHA':
      case 'EVALSHA_RO':
        return [name, this.#known(first), ...args.slice(1)]
      case 'SCRIPT':
        if (first.toUpperCase() === 'LOAD') return [name, first, this.#plain(second), ...others]
        if (first.toUpperCase() === 'EXISTS') {
          return [name, first, ...args.slice(1).map((sha) => this.#known(sha))]
        }
    }
    return [name, ...args]
  }

  /** The SHA-1 under which the caller knows the script it loads with `command`, if it loads one. */
  callersSha([name, subcommand = '', script]: Command): string | undefined {
    const loads = name.toUpperCase() === 'SCRIPT' && subcommand.toUpperCase() === 'LOAD'
    return loads && script !== undefined ? sha1(script) : undefined
  }

  #known(sha: string): string {
    return this.#engineSha.get(sha.toLowerCase()) ?? sha
  }

  #plain(script: string): string {
    const plain = this.rewrite(script.replace(/^#!lua[^\n]*/, ''))
    if (plain !== script) this.#engineSha.set(sha1(script), sha1(plain))
    return plain
  }
}
