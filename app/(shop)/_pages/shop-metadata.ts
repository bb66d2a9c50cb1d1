import 'server-only'
import type { Metadata } from 'next'
import { serverConfig } from '@/lib/config/shop/server'

/** What every page of the shop says of itself unless it says more. */
export function shopMetadata(): Metadata {
  return {
    metadataBase: new URL(serverConfig().APP_URL),
    title: { default: 'Fiftyone: objects for the home', template: '%s · Fiftyone' },
    description: 'Objects for the home: few, well made, and honestly counted.',
    openGraph: { siteName: 'Fiftyone', type: 'website' },
  }
}
