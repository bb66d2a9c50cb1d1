/*
 * What an answer of our own API must look like before a page relies on it. The shop's pages load this instead of zod, which
 * is 33 KB and compiles with `new Function`, refused by our content security policy. The server's schemas are the truth: each
 * shape is of the type that a schema infers, and a test compares the two.
 */

type Verdict<Value> = { success: true; data: Value } | { success: false }

/** Reads what came from outside; a shape or a schema of zod. */
export interface Reader<Value = unknown> {
  safeParse(value: unknown): Verdict<Value>
}
/** What a reader makes of an answer that it accepts. */
export type Read<From extends Reader> = Extract<ReturnType<From['safeParse']>, { success: true }>['data']

export interface Shape<Value> extends Reader<Value> {
  is: (value: unknown) => value is Value
}

const shape = <Value>(is: (value: unknown) => value is Value): Shape<Value> => ({
  is,
  safeParse: (value) => (is(value) ? { success: true, data: value } : { success: false }),
})

export const text = shape((value) => typeof value === 'string')
export const flag = shape((value) => typeof value === 'boolean')
/** A number without a fraction. */
export const whole = shape((value): value is number => Number.isSafeInteger(value))
export const number = shape((value): value is number => Number.isFinite(value))

/** Text that looks like this; what it means is the server's to know. */
export const textLike = (pattern: RegExp) =>
  shape((value): value is string => text.is(value) && pattern.test(value))

export const nullable = <Value>(inner: Shape<Value>) =>
  shape((value): value is Value | null => value === null || inner.is(value))

export const optional = <Value>(inner: Shape<Value>) =>
  shape((value): value is Value | undefined => value === undefined || inner.is(value))

export const list = <Value>(item: Shape<Value>) =>
  shape((value): value is Value[] => Array.isArray(value) && value.every(item.is))

/** This value and no other. */
export const exactly = <const Value extends string | boolean>(expected: Value) =>
  shape((value): value is Value => value === expected)

/** One of these words. A record, so that the compiler misses one that the server's schema has and this lacks. */
export const oneOf = <Word extends string>(words: Record<Word, unknown>) =>
  shape((value): value is Word => text.is(value) && Object.hasOwn(words, value))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Any names, values of one shape. */
export const record = <Value>(inner: Shape<Value>) =>
  shape((value): value is Record<string, Value> => isRecord(value) && Object.values(value).every(inner.is))

/** These members; others do no harm. */
export const object = <Value extends object>(members: { [Name in keyof Value]-?: Shape<Value[Name]> }) => {
  const checks = Object.entries<Shape<unknown>>(members)
  return shape(
    (value): value is Value => isRecord(value) && checks.every(([name, member]) => member.is(value[name])),
  )
}

/** An object of one of several kinds, told apart by one member. */
export const variant = <Value extends object, Tag extends keyof Value & string>(
  tag: Tag,
  kinds: { [Kind in Value[Tag] & string]: Shape<Extract<Value, Record<Tag, Kind>>> },
) => {
  const byTag = new Map(Object.entries<Shape<unknown>>(kinds))
  return shape(
    (value): value is Value => isRecord(value) && (byTag.get(String(value[tag]))?.is(value) ?? false),
  )
}
