import type { Metadata } from 'next'
import { getHome } from '@/app/(shop)/_data/home'
import { HomePage, homeMetadata, type ShownHome } from '@/app/(shop)/_pages/home-page'
import { DraftBanner } from '@/components/preview/draft-banner'
import { HOME_PATH } from '@/lib/core/paths'
import { homePreview } from '../_data/preview'

export const generateMetadata = async (): Promise<Metadata> => homeMetadata(await shown())

export default async function HomePreview() {
  return (
    <>
      <DraftBanner name="the home page" path={HOME_PATH} preview={await homePreview()} />
      <HomePage home={await shown()} />
    </>
  )
}

async function shown(): Promise<ShownHome> {
  const [preview, home] = await Promise.all([homePreview(), getHome()])
  return preview.state === 'draft' ? { ...home, content: preview.view } : home
}
