import { notFound } from 'next/navigation'
import { AppError } from '@/lib/core/errors'
import { getPage } from '@/lib/publishing'
import { PageId, type PageEdit, PageKind } from '@/lib/publishing/schema'

/** The page that an address names; "not found" for one that is none, or is there no more. */
export async function studioPage(address: { kind: string; id: string }): Promise<PageEdit> {
  const [kind, id] = [PageKind.safeParse(address.kind), PageId.safeParse(address.id)]
  if (!kind.success || !id.success) notFound()
  try {
    return await getPage({ kind: kind.data, id: id.data })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
