import type { Metadata } from 'next'
import { getHome } from './_data/home'
import { HomePage, homeMetadata } from './_pages/home-page'

export const generateMetadata = async (): Promise<Metadata> => homeMetadata(await getHome())

export default async function PublicHomePage() {
  return <HomePage home={await getHome()} />
}
