import { HistoryPage } from '@/components/studio/history/history-page'
import { HOME_ID } from '@/lib/publishing/schema'
import { MarketerOnly } from '../../../_gate/marketer-only'
import { studioPage } from '../../../_gate/studio-page'

export default function HomeHistory() {
  return (
    <MarketerOnly path="/studio/home/history">
      {async () => <HistoryPage initial={await studioPage({ kind: 'home', id: HOME_ID })} />}
    </MarketerOnly>
  )
}
