import { HistoryPage } from '@/components/studio/history/history-page'
import { MarketerOnly } from '../../../../_gate/marketer-only'
import { studioPage } from '../../../../_gate/studio-page'

interface Props {
  params: Promise<{ kind: string; id: string }>
}

export default async function PageHistory({ params }: Props) {
  const { kind, id } = await params
  return (
    <MarketerOnly path={`/studio/${kind}/${id}/history`}>
      {async () => <HistoryPage initial={await studioPage({ kind, id })} />}
    </MarketerOnly>
  )
}
