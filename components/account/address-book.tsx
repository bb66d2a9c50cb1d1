'use client'

import { useState } from 'react'
import { flushSync } from 'react-dom'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { addressLines } from '@/lib/core/postal-address'
import { MAX_ADDRESSES } from '@/lib/orders/rules/address-limits'
import type { AddressBook as Book, SavedAddress } from '@/lib/orders/schema'
import { AddressForm } from './address-form'
import { useAddressBook } from './use-address-book'

const ADD = 'add-address'
const editId = (address: string) => `edit-${address}`

const focusOn = (id: string) => document.getElementById(id)?.focus()

/** A person's saved addresses: add, edit, remove, make default. */
export function AddressBook({ initial }: { initial: Book }) {
  const { book, busy, problem, save, remove } = useAddressBook(initial)
  const [edited, setEdited] = useState<string | 'new' | null>(null)
  const { addresses } = book
  /** What the keyboard was on goes with the form. */
  const close = () => {
    const opener = edited === null || edited === 'new' ? ADD : editId(edited)
    flushSync(() => setEdited(null))
    focusOn(opener)
  }

  return (
    <div className="grid gap-6">
      {problem && (
        <Notice tone="danger" title="That did not work">
          {problem.detail}
        </Notice>
      )}
      {addresses.length === 0 && edited === null && <p className="text-muted">None saved yet.</p>}
      <ul className="grid gap-4 empty:hidden sm:grid-cols-2">
        {addresses.map((saved) =>
          edited === saved.id ? (
            <li key={saved.id} className="sm:col-span-2">
              <AddressForm
                title="Change this address"
                initial={saved}
                busy={busy}
                onSave={(input) => void save(input, saved.id).then((done) => done && close())}
                onCancel={close}
              />
            </li>
          ) : (
            <AddressCard
              key={saved.id}
              saved={saved}
              busy={busy}
              onEdit={() => setEdited(saved.id)}
              onDefault={() => void save({ address: saved.address, isDefault: true }, saved.id)}
              onRemove={() => void remove(saved.id).then((done) => done && focusOn(ADD))}
            />
          ),
        )}
      </ul>
      {edited === 'new' ? (
        <AddressForm
          title="A new address"
          busy={busy}
          onSave={(input) => void save(input, null).then((done) => done && close())}
          onCancel={close}
        />
      ) : (
        addresses.length < MAX_ADDRESSES && (
          <div>
            <Button id={ADD} tone="secondary" onClick={() => setEdited('new')}>
              Add an address
            </Button>
          </div>
        )
      )}
    </div>
  )
}

interface AddressCardProps {
  saved: SavedAddress
  busy: boolean
  onEdit: () => void
  onDefault: () => void
  onRemove: () => void
}

function AddressCard({ saved, busy, onEdit, onDefault, onRemove }: AddressCardProps) {
  const [name = '', ...lines] = addressLines(saved.address)
  const place = `${name}, ${saved.address.line1}`
  return (
    <li className="grid content-between gap-5 rounded-card border border-line bg-surface p-5">
      <div>
        <p className="flex items-start justify-between gap-3 font-medium">
          {name}
          {saved.isDefault && <Badge tone="live">Default</Badge>}
        </p>
        {lines.map((line) => (
          <span key={line} className="block text-muted">
            {line}
          </span>
        ))}
      </div>
      <div className="flex flex-wrap gap-x-5">
        <CardButton id={editId(saved.id)} name="Edit" about={place} busy={busy} onClick={onEdit} />
        <CardButton name="Remove" about={place} busy={busy} onClick={onRemove} />
        {!saved.isDefault && <CardButton name="Make default" about={place} busy={busy} onClick={onDefault} />}
      </div>
    </li>
  )
}

function CardButton(props: { id?: string; name: string; about: string; busy: boolean; onClick: () => void }) {
  const { id, name, about, busy, onClick } = props
  return (
    <button
      id={id}
      type="button"
      className="link min-h-11 text-[0.9375rem]"
      aria-disabled={busy}
      onClick={busy ? undefined : onClick}
    >
      {name}
      <span className="sr-only"> {about}</span>
    </button>
  )
}
