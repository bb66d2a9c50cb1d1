import { HomeEditor } from '@/components/studio/home/home-editor'
import { HOME_ID } from '@/lib/publishing/schema'
import { MarketerOnly } from '../../_gate/marketer-only'
import { studioPage } from '../../_gate/studio-page'

export default function HomePageEditor() {
  return (
    <MarketerOnly path="/studio/home">
      {async () => <HomeEditor initial={await studioPage({ kind: 'home', id: HOME_ID })} />}
    </MarketerOnly>
  )
}
