/** A simple-string answer such as `OK`, which scripts must be able to tell from a stored string. */
export class Status {
  constructor(readonly text: string) {}
}

/** An error answer. The message is Redis' own, code first: `WRONGTYPE …`, `NOSCRIPT …`. */
export class RedisError extends Error {
  override readonly name = 'RedisError'
}

export type Reply = null | number | string | Buffer | Status | RedisError | Reply[]

/** A command's name and its arguments, as they travel to Redis. */
export type Command = readonly [name: string, ...args: string[]]

export interface Engine {
  readonly kind: 'redis' | 'memory'
  /** Runs the commands in order; others may run in between. A command that fails answers with a RedisError. */
  pipeline(commands: readonly Command[]): Promise<Reply[]>
  /** Runs the commands as one step. Answers a single RedisError when the transaction was refused as a whole. */
  transaction(commands: readonly Command[]): Promise<Reply[] | RedisError>
  close(): Promise<void>
}
