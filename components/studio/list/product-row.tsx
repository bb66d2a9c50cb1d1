import { DocumentLink } from '@/components/ui/document-link'
import { Picture } from '@/components/catalog/picture'
import { formatMoney } from '@/lib/core/format'
import type { ProductList } from '@/lib/publishing/schema'
import { StatusBadge } from '../status-badge'
import { When } from '../when'

type Item = ProductList['items'][number]

/** One product: what it is, what the public sees of it, who changed it last. */
export function ProductRow({ item }: { item: Item }) {
  const { id, name, category, status, hasDraft, photo, updatedAt, updatedBy } = item
  return (
    <DocumentLink
      href={`/studio/product/${id}`}
      className="group grid grid-cols-[3.2rem_minmax(0,1fr)] items-center gap-x-4 gap-y-1 py-3 md:grid-cols-[3.2rem_minmax(0,1fr)_11rem_9rem_13rem]"
    >
      <span className="row-span-3 block aspect-4/5 w-[3.2rem] bg-backdrop md:row-span-1">
        {photo && (
          <Picture
            photo={photo}
            alt=""
            sizes="4rem"
            className="size-full"
            imgClassName="size-full object-cover"
          />
        )}
      </span>
      <span className="min-w-0">
        <span className="block truncate font-medium group-hover:text-accent">{name || 'Without a name'}</span>
        <span className="block text-sm text-muted">{category.name}</span>
      </span>
      <span>
        <StatusBadge status={status} hasDraft={hasDraft} />
      </span>
      <span className="figures hidden text-[0.9375rem] md:block">{priceLabel(item)}</span>
      <span className="text-sm text-muted md:text-right">
        {updatedBy && <span className="md:block">{updatedBy.name}</span>}
        <span className="md:hidden">{updatedBy && ' · '}</span>
        <When at={updatedAt} />
      </span>
    </DocumentLink>
  )
}

function priceLabel({ priceFrom, priceTo }: Item): string {
  if (!priceFrom) return 'No price yet'
  const from = formatMoney(priceFrom)
  return priceTo && priceTo.amount > priceFrom.amount ? `${from} – ${formatMoney(priceTo)}` : from
}
