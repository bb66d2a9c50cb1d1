'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import type { ProductDraft } from '@/lib/publishing/schema'
import { IconButton } from '../fields/icon-button'
import { renamedOption, withOption, withoutOption } from './option-names'

interface OptionsFieldProps {
  names: readonly string[]
  variants: ProductDraft['variants']
  onChange: (variants: ProductDraft['variants']) => void
}

/** What shoppers choose by: "Finish", "Size". Each variant then has its own value. */
export function OptionsField({ names, variants, onChange }: OptionsFieldProps) {
  const [added, setAdded] = useState('')
  const name = added.trim()
  const error = names.includes(name) ? 'There is an option with this name' : undefined
  const add = () => {
    if (!name || error || variants.length === 0) return
    onChange(withOption(variants, name))
    setAdded('')
  }
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-sm font-medium">
        Shoppers choose by{' '}
        {names.length === 0 && <span className="font-normal text-muted">nothing: there is one of it</span>}
      </legend>
      {names.map((option, index) => (
        <div key={index} className="flex items-center gap-1">
          <OptionName
            name={option}
            taken={names}
            onRename={(to) => onChange(renamedOption(variants, option, to))}
          />
          <IconButton
            label={`Remove the option ${option}`}
            icon={Trash2}
            onClick={() => onChange(withoutOption(variants, option))}
          />
        </div>
      ))}
      {variants.length > 0 && (
        <div className="flex items-start gap-2">
          <TextField
            className="grow"
            label={<span className="sr-only">New option</span>}
            placeholder="Finish, size…"
            autoComplete="off"
            maxLength={40}
            value={added}
            error={error}
            onChange={(event) => setAdded(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add()
            }}
          />
          <Button tone="secondary" className="mt-2" disabled={!name || error !== undefined} onClick={add}>
            <Plus aria-hidden strokeWidth={1.5} className="size-4" /> Add
          </Button>
        </div>
      )}
    </fieldset>
  )
}

/** A name takes effect when it is left, so that "Si" does not meet "Size" on its way. */
function OptionName({
  name,
  taken,
  onRename,
}: {
  name: string
  taken: readonly string[]
  onRename: (name: string) => void
}) {
  const [typed, setTyped] = useState({ text: name, name })
  if (typed.name !== name) setTyped({ text: name, name })
  const wanted = typed.text.trim()
  const error =
    wanted === ''
      ? 'An option needs a name'
      : wanted !== name && taken.includes(wanted)
        ? 'There is an option with this name'
        : undefined
  return (
    <TextField
      className="grow"
      label={<span className="sr-only">Option</span>}
      autoComplete="off"
      maxLength={40}
      value={typed.text}
      error={error}
      onChange={(event) => setTyped({ text: event.target.value, name })}
      onBlur={() => (error ? setTyped({ text: name, name }) : onRename(wanted))}
    />
  )
}
