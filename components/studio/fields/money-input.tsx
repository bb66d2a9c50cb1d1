'use client'

import { useState } from 'react'
import { controlLook, Field, fieldAria } from '@/components/ui/field'
import { useField, useReport } from '../field-state'
import { currencySign, decimalMoney } from '@/lib/core/format'
import { parseMoneyText } from './money-text'

interface MoneyInputProps {
  path: string
  label: string
  /** minor units */
  amount: number
  currency: string
  onChange: (amount: number) => void
}

/**
 * A price. What is typed stays as typed; while it is no price the page keeps the last one, and cannot be published.
 */
export function MoneyInput({ path, label, amount, currency, onChange }: MoneyInputProps) {
  const { id, error, onBlur } = useField(path)
  const report = useReport(path)
  const [typed, setTyped] = useState({ text: decimalMoney({ amount, currency }), amount })
  // Another price came from elsewhere: a version of somebody else, an earlier revision.
  if (typed.amount !== amount) setTyped({ text: decimalMoney({ amount, currency }), amount })

  const type = (text: string) => {
    const parsed = parseMoneyText(text, currency)
    setTyped({ text, amount: parsed ?? amount })
    report(parsed === null ? `Write a price, like ${decimalMoney({ amount: 14_800, currency })}` : null)
    if (parsed !== null) onChange(parsed)
  }
  const leave = () => {
    const parsed = parseMoneyText(typed.text, currency)
    if (parsed !== null) setTyped({ text: decimalMoney({ amount: parsed, currency }), amount: parsed })
    onBlur()
  }
  return (
    <Field id={id} label={label} error={error}>
      <span className="relative block">
        <span
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3.5 -translate-y-1/2 text-muted"
        >
          {currencySign(currency)}
        </span>
        <input
          {...fieldAria(id, { error })}
          inputMode="decimal"
          autoComplete="off"
          value={typed.text}
          onChange={(event) => type(event.target.value)}
          onBlur={leave}
          className={controlLook(error, 'figures pl-8')}
        />
      </span>
    </Field>
  )
}
