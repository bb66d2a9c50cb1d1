'use client'

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useField } from '../field-state'
import { IconButton } from '../fields/icon-button'
import { moved, without } from '../fields/list-moves'
import { useNames } from '../use-names'
import { ProductPicker } from './product-picker'

const MOST = 8

interface GoesWithFieldProps {
  /** the product itself, which does not go with itself */
  ownId: string
  ids: readonly string[]
  onChange: (ids: string[]) => void
}

/** The products shown below this one, in order. */
export function GoesWithField({ ownId, ids, onChange }: GoesWithFieldProps) {
  const { id: fieldId, error } = useField('goesWith')
  const names = useNames(ids)
  const [isPicking, setPicking] = useState(false)
  return (
    <fieldset id={fieldId} tabIndex={-1} className="grid gap-2 outline-none">
      <legend className="mb-1.5 text-sm font-medium">
        Goes with <span className="font-normal text-muted">(optional, shown below it)</span>
      </legend>
      <ol className="grid empty:hidden">
        {ids.map((id, index) => {
          const name = names.get(id) ?? '…'
          return (
            <li key={id} className="flex items-center border-b border-line first:border-t">
              <span className="min-w-0 grow truncate py-2">{name}</span>
              <IconButton
                label={`Move ${name} up`}
                icon={ArrowUp}
                off={index === 0}
                onClick={() => onChange(moved(ids, index, index - 1))}
              />
              <IconButton
                label={`Move ${name} down`}
                icon={ArrowDown}
                off={index === ids.length - 1}
                onClick={() => onChange(moved(ids, index, index + 1))}
              />
              <IconButton
                label={`Remove ${name}`}
                icon={Trash2}
                onClick={() => onChange(without(ids, index))}
              />
            </li>
          )
        })}
      </ol>
      {error && <p className="text-sm font-medium text-danger">{error}</p>}
      <div>
        <Button tone="secondary" disabled={ids.length >= MOST} onClick={() => setPicking(true)}>
          <Plus aria-hidden strokeWidth={1.5} className="size-4" /> Add a product
        </Button>
      </div>
      {isPicking && (
        <ProductPicker
          taken={[ownId, ...ids]}
          onPick={(id) => onChange([...ids, id])}
          onClose={() => setPicking(false)}
        />
      )}
    </fieldset>
  )
}
