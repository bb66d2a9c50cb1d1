import { z } from 'zod'

const Status = z.enum(['ACTIVE', 'CHANGED', 'DRAFT', 'ARCHIVED'])
export type StatusFilter = z.infer<typeof Status>

export interface ListQuery {
  q: string
  status: StatusFilter | null
  category: string | null
}

/** What the address asks for; what it does not know counts as not asked. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const status = Status.safeParse(params.get('status'))
  const category = z.uuid().safeParse(params.get('category'))
  return {
    q: (params.get('q') ?? '').slice(0, 80),
    status: status.success ? status.data : null,
    category: category.success ? category.data : null,
  }
}

/** As an address and as the API writes it: "?q=mug&status=DRAFT", or "" for everything. */
export function writeListQuery({ q, status, category }: ListQuery, after: string | null = null): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ q: q.trim(), status, category, after })) {
    if (value) params.set(name, value)
  }
  return params.size > 0 ? `?${params}` : ''
}
