import { notFound } from 'next/navigation'
import { CategoryEditor } from '@/components/studio/category/category-editor'
import { ProductEditor } from '@/components/studio/product/product-editor'
import { MarketerOnly } from '../../../_gate/marketer-only'
import { studioPage } from '../../../_gate/studio-page'

interface Props {
  params: Promise<{ kind: string; id: string }>
}

export default async function EditorPage({ params }: Props) {
  const { kind, id } = await params
  return (
    <MarketerOnly path={`/studio/${kind}/${id}`}>
      {async () => {
        const page = await studioPage({ kind, id })
        if (page.kind === 'product') return <ProductEditor initial={page} />
        if (page.kind === 'category') return <CategoryEditor initial={page} />
        notFound()
      }}
    </MarketerOnly>
  )
}
