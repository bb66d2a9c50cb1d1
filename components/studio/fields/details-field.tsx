'use client'

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { controlLook, fieldAria } from '@/components/ui/field'
import { useField } from '../field-state'
import { fieldId } from '../issues'
import { IconButton } from './icon-button'
import { moved, replaced, without } from './list-moves'
import { useRowKeys } from './use-row-keys'

const MOST = 20
const LONGEST = 140

/** Short facts, one a line: Enter begins the next one. */
export function DetailsField({
  details,
  onChange,
}: {
  details: readonly string[]
  onChange: (details: string[]) => void
}) {
  const { keys, move, remove } = useRowKeys(details.length)
  const list = useRef<HTMLOListElement>(null)
  const { id, error } = useField('details')

  const focusLine = (at: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[at]?.focus())
  const add = () => {
    if (details.length >= MOST) return
    onChange([...details, ''])
    focusLine(details.length)
  }
  const shift = (from: number, to: number) => {
    move(from, to)
    onChange(moved(details, from, to))
  }
  const drop = (at: number) => {
    remove(at)
    onChange(without(details, at))
    focusLine(Math.max(0, at - 1))
  }
  return (
    <fieldset className="grid gap-1.5" id={id} tabIndex={-1}>
      <legend className="mb-1.5 text-sm font-medium">
        Details <span className="font-normal text-muted">(size, material, made where)</span>
      </legend>
      <ol ref={list} className="grid gap-2">
        {details.map((detail, index) => (
          <li key={keys[index]}>
            <DetailLine
              at={index}
              count={details.length}
              detail={detail}
              onChange={(text) => onChange(replaced(details, index, text))}
              onMove={(to) => shift(index, to)}
              onRemove={() => drop(index)}
              onEnter={() => (index === details.length - 1 ? add() : focusLine(index + 1))}
            />
          </li>
        ))}
      </ol>
      {error && <p className="text-sm font-medium text-danger">{error}</p>}
      <div>
        <Button tone="secondary" disabled={details.length >= MOST} onClick={add}>
          <Plus aria-hidden strokeWidth={1.5} className="size-4" /> Add a detail
        </Button>
      </div>
    </fieldset>
  )
}

interface DetailLineProps {
  at: number
  count: number
  detail: string
  onChange: (text: string) => void
  onMove: (to: number) => void
  onRemove: () => void
  onEnter: () => void
}

function DetailLine({ at, count, detail, onChange, onMove, onRemove, onEnter }: DetailLineProps) {
  const path = `details.${at}`
  const { error, onBlur } = useField(path)
  const id = fieldId(path)
  return (
    <div className="grid gap-1">
      <div className="flex items-center gap-1">
        <input
          {...fieldAria(id, { error })}
          aria-label={`Detail ${at + 1}`}
          autoComplete="off"
          value={detail}
          maxLength={LONGEST}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            onEnter()
          }}
          className={controlLook(error)}
        />
        <IconButton
          label={`Move detail ${at + 1} up`}
          icon={ArrowUp}
          off={at === 0}
          onClick={() => onMove(at - 1)}
        />
        <IconButton
          label={`Move detail ${at + 1} down`}
          icon={ArrowDown}
          off={at === count - 1}
          onClick={() => onMove(at + 1)}
        />
        <IconButton label={`Remove detail ${at + 1}`} icon={Trash2} onClick={onRemove} />
      </div>
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  )
}
