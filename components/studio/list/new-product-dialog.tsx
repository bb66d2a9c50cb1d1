'use client'

import { type FormEvent, useState } from 'react'
import { ask, asProblem } from '@/components/api-client/problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { SelectField } from '@/components/ui/select-field'
import { TextField } from '@/components/ui/text-field'
import { newId } from '@/lib/core/ids'
import { NewProduct, PageEdit } from '@/lib/publishing/schema'
import { editorPath } from '../page-url'
import { useCategories } from '../use-names'

/** A name and a category are enough to begin with. Sent again after a lost answer, it makes no second product. */
export function NewProductDialog({ onClose }: { onClose: () => void }) {
  const { categories } = useCategories()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [category, setCategory] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const make = async (event: FormEvent) => {
    event.preventDefault()
    const input = NewProduct.safeParse({ id, name, categoryId: category || categories?.[0]?.id })
    if (!input.success) {
      const faults = input.error.issues.map(({ path, message }) => [path.join('.'), message])
      return setErrors(Object.fromEntries(faults))
    }
    setBusy(true)
    setTrouble(null)
    try {
      const page = await ask({
        url: '/api/studio/products',
        method: 'POST',
        body: input.data,
        schema: PageEdit,
      })
      location.assign(editorPath(page))
    } catch (thrown) {
      setTrouble(asProblem(thrown).detail)
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={onClose} title="New product">
      <form onSubmit={(event) => void make(event)} noValidate className="grid gap-5">
        <TextField
          label="Name"
          autoFocus
          autoComplete="off"
          maxLength={80}
          value={name}
          error={errors['name']}
          onChange={(event) => {
            setName(event.target.value)
            setErrors({})
          }}
        />
        <SelectField
          label="Category"
          value={category}
          error={errors['categoryId']}
          onChange={(event) => setCategory(event.target.value)}
        >
          {categories?.map((option) => (
            <option key={option.id} value={option.id}>
              {option.name}
            </option>
          ))}
        </SelectField>
        <p className="text-sm text-muted">Nobody sees it until you publish it.</p>
        {trouble && (
          <Notice tone="danger" title="Not made">
            {trouble}
          </Notice>
        )}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" busy={busy}>
            {busy ? 'Making it…' : 'Begin'}
          </Button>
          <Button tone="secondary" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
