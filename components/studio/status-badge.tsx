import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/tone'
import type { PageEdit } from '@/lib/publishing/schema'

/** What the public sees of a page, and whether there is more to publish. */
export function StatusBadge({ status, hasDraft }: { status: PageEdit['status']; hasDraft: boolean }) {
  const [tone, words] = statusWords(status, hasDraft)
  return <Badge tone={tone}>{words}</Badge>
}

function statusWords(status: PageEdit['status'], hasDraft: boolean): [Tone, string] {
  if (status === 'DRAFT') return ['neutral', 'Not published']
  if (status === 'ARCHIVED') return ['neutral', hasDraft ? 'Archived, with changes' : 'Archived']
  return hasDraft ? ['warning', 'Live, with changes'] : ['live', 'Live']
}
