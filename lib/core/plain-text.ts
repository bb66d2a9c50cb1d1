/*
 * What people type or paste into a field, without what nobody sees: control characters (a database refuses NUL), halves
 * of a character, marks that turn the direction of the text around them, spaces of no width. Joiners stay: emoji and
 * several scripts are made with them.
 */
const UNSEEN =
  /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]|\p{Cs}/gu
const BREAKS = /\r\n|[\t\n\v\f\r\u2028\u2029]/g

/** One line: breaks and tabs become spaces, what can't be seen is dropped. */
export const cleanLine = (text: string): string => text.replace(BREAKS, ' ').replace(UNSEEN, '')
