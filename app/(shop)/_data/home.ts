import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import { catalogTags, findPhoto } from '@/lib/catalog'
import type { Photo } from '@/lib/catalog/schema'
import * as publishing from '@/lib/publishing'
import type { HomeContent } from '@/lib/publishing/schema'

/** The home page's own words, kept until its tag is expired. */
export async function getHome(): Promise<{ content: HomeContent; version: number }> {
  'use cache'
  cacheTag(catalogTags.home)
  cacheLife('days')
  return publishing.getHome()
}

/** null: a photograph that is not there any more, or that a draft has not chosen yet; the page does without. */
export const heroOf = (key: string): Photo | null => findPhoto(key) ?? null
