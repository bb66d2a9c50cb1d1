import { z } from 'zod'
import { asciiEmail, MAX_EMAIL_LENGTH } from './email'
import { textFault } from './text'

const isLine = (text: string, context: z.RefinementCtx) => {
  const message = textFault(text, 'line')
  if (message) context.addIssue({ code: 'custom', message })
}

const atMost = (max: number) => `At most ${max} characters.`

/** One line that says something: trimmed, 1 to `max` characters (UTF-16 units). */
export const line = (max: number) => z.string().trim().min(1).max(max, atMost(max)).superRefine(isLine)

/** One line, or nothing: trimmed, at most `max` characters. */
export const lineOrNothing = (max: number) => z.string().trim().max(max, atMost(max)).superRefine(isLine)

/** An email address as it was typed, without the spaces around it; `asciiEmail` is the form it is sent and compared in. */
export const Email = z
  .string()
  .trim()
  .max(MAX_EMAIL_LENGTH)
  .refine((email) => asciiEmail(email) !== null, 'Enter an email address, like name@example.com.')
