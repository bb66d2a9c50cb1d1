import 'server-only'
import { findPhoto } from '@/lib/catalog'
import type { Photo } from '@/lib/catalog/schema'
import * as publishing from '@/lib/publishing'
import type { HomeContent } from '@/lib/publishing/schema'
import { manifest } from '@/lib/revalidation'
import { keep } from './keep'

/** The home page's own words, kept until its tag is expired. */
export async function getHome(): Promise<{ content: HomeContent; version: number }> {
  'use cache'
  keep(manifest.home, {})
  return publishing.getHome()
}

/** null: a photograph that is not there any more, or that a draft has not chosen yet; the page does without. */
export const heroOf = (key: string): Photo | null => findPhoto(key) ?? null
