'use client'

import { type FormEvent, useState } from 'react'
import { asProblem } from '@/components/api-client/problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { TextField } from '@/components/ui/text-field'
import { formatCount } from '@/lib/core/format'
import { newId } from '@/lib/core/ids'
import type { StockRow } from '@/lib/publishing/schema'
import { Segmented } from '../fields/segmented'
import { readStockForm, type StockMode } from './stock-edit'
import type { Stock } from './use-stock'

const REASONS = ['Delivery', 'Counted', 'Returned', 'Damaged']

interface StockDialogProps {
  row: StockRow
  name: string
  change: Stock['change']
  onClose: () => void
}

/** More or fewer of one variant, and why. Sent again after a lost answer, it still counts once. */
export function StockDialog({ row, name, change, onClose }: StockDialogProps) {
  const [mode, setMode] = useState<StockMode>('delta')
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [editId, setEditId] = useState(newId)
  const [wasRefused, setRefused] = useState(false)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const form = readStockForm({ mode, amount, reason }, row, editId)
  /** A changed form is another edit; sending the same form again is the same edit. */
  const typed = () => {
    setEditId(newId())
    setTrouble(null)
  }
  const errors = wasRefused && !form.ok ? form.errors : {}

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setRefused(true)
    if (!form.ok) return
    setBusy(true)
    setTrouble(null)
    try {
      await change(row.sku, form.edit)
      onClose()
    } catch (thrown) {
      const { code, detail } = asProblem(thrown)
      setTrouble(code === 'offline' ? 'No answer came. Send it again: it is counted once.' : detail)
    }
    setBusy(false)
  }
  return (
    <Dialog open onClose={onClose} title={`Stock of ${name}`}>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-5">
        <p className="figures text-muted">
          {formatCount(row.onHand)} on hand
          {row.reserved > 0 && `, ${formatCount(row.reserved)} of them being paid for`}.
        </p>
        <Segmented
          label="How to change it"
          value={mode}
          onChange={(next) => {
            setMode(next)
            typed()
          }}
          options={[
            { value: 'delta', label: 'By how many' },
            { value: 'count', label: 'To how many' },
          ]}
        />
        <TextField
          label={mode === 'delta' ? 'By how many' : 'To how many'}
          hint={
            form.ok
              ? `There will be ${formatCount(form.after)}.`
              : mode === 'delta'
                ? '12 adds twelve, -3 takes three away.'
                : 'What you counted, those being paid for included.'
          }
          inputMode={mode === 'count' ? 'numeric' : 'text'}
          autoComplete="off"
          autoFocus
          inputClassName="figures"
          value={amount}
          error={errors.amount}
          onChange={(event) => {
            setAmount(event.target.value)
            typed()
          }}
        />
        <TextField
          label="Reason"
          autoComplete="off"
          list="stock-reasons"
          maxLength={200}
          value={reason}
          error={errors.reason}
          onChange={(event) => {
            setReason(event.target.value)
            typed()
          }}
        />
        <datalist id="stock-reasons">
          {REASONS.map((words) => (
            <option key={words} value={words} />
          ))}
        </datalist>
        {trouble && (
          <Notice tone="danger" title="Not changed">
            {trouble}
          </Notice>
        )}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" busy={busy}>
            Change the stock
          </Button>
          <Button tone="secondary" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
