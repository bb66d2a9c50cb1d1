import type { z } from 'zod'
import { formatCount } from '@/lib/core/format'
import { StockEdit, type StockRow } from '@/lib/publishing/schema'

export type StockMode = 'delta' | 'count'

export interface StockForm {
  mode: StockMode
  /** as typed */
  amount: string
  reason: string
}

export type ReadStockForm =
  | { ok: true; edit: z.infer<typeof StockEdit>; after: number }
  | { ok: false; errors: { amount?: string; reason?: string } }

/**
 * What a stock form asks for. `after` is how many there will be, as far as one can tell now; orders may come between,
 * which is why "by how many" needs no version and "to how many" does.
 */
export function readStockForm(form: StockForm, row: StockRow, editId: string): ReadStockForm {
  const typed = form.amount.trim().replace('−', '-')
  const isWhole = (form.mode === 'delta' ? /^[+-]?\d{1,7}$/ : /^\d{1,7}$/).test(typed)
  const amount = Number(typed)
  const after = form.mode === 'delta' ? row.onHand + amount : amount
  const errors = {
    ...(!isWhole && {
      amount: form.mode === 'delta' ? 'A whole number, like 12 or -3' : 'A whole number, like 40',
    }),
    ...(isWhole && form.mode === 'delta' && amount === 0 && { amount: 'By more than none' }),
    ...(isWhole && after < row.reserved && { amount: tooFew(row) }),
    ...(form.reason.trim() === '' && { reason: 'Say why, for the next person who counts' }),
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  const reason = form.reason.trim()
  const edit = StockEdit.safeParse(
    form.mode === 'delta'
      ? { delta: amount, reason, editId }
      : { onHand: amount, version: row.version, reason, editId },
  )
  if (edit.success) return { ok: true, edit: edit.data, after }
  return { ok: false, errors: { amount: 'More than a shelf holds' } }
}

const tooFew = ({ reserved }: StockRow): string =>
  reserved > 0
    ? `${formatCount(reserved)} of them are being paid for right now`
    : 'There cannot be fewer than none'
