'use client'

import { type PageEdit, ProductDraft } from '@/lib/publishing/schema'
import { Editor } from '../editor'
import { useDraft } from '../save/use-draft'
import { ProductForm } from './product-form'

export function ProductEditor({ initial }: { initial: PageEdit }) {
  const draft = useDraft(initial, ProductDraft)
  return (
    <Editor draft={draft} schema={ProductDraft} name={draft.content.name}>
      {(publishing) => <ProductForm draft={draft} publishing={publishing} />}
    </Editor>
  )
}
