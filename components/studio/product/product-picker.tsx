'use client'

import { useDeferredValue, useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Picture } from '@/components/catalog/picture'
import { TextField } from '@/components/ui/text-field'
import { useProductList } from '../list/use-product-list'

interface ProductPickerProps {
  /** ids of those that are there already */
  taken: readonly string[]
  onPick: (id: string) => void
  onClose: () => void
}

/** One product that is on sale, searched by name. */
export function ProductPicker({ taken, onPick, onClose }: ProductPickerProps) {
  const [words, setWords] = useState('')
  const q = useDeferredValue(words)
  const { items, error } = useProductList({ q, status: 'ACTIVE', category: null })
  const found = items?.filter(({ id }) => !taken.includes(id))
  return (
    <Dialog open onClose={onClose} title="Goes with">
      <div className="grid gap-4">
        <TextField
          label="Search products"
          type="search"
          autoFocus
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {error && <Notice tone="danger">{error.detail}</Notice>}
        <ul className="grid h-[45dvh] content-start overflow-y-auto" aria-label="Products found">
          {found?.length === 0 && <li className="py-8 text-center text-muted">Nothing is called that.</li>}
          {found?.map(({ id, name, category, photo }) => (
            <li key={id} className="border-b border-line">
              <button
                type="button"
                onClick={() => {
                  onPick(id)
                  onClose()
                }}
                className="flex w-full items-center gap-3 py-2 text-left hover:text-accent"
              >
                <span className="w-10 shrink-0">
                  {photo && <Picture photo={photo} alt="" sizes="2.5rem" />}
                </span>
                <span>
                  {name} <span className="block text-sm text-muted">{category.name}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
