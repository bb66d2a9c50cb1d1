import 'server-only'
import { cacheLife, cacheTag } from 'next/cache'
import type { Cached } from '@/lib/revalidation'

/** Keeps what the surrounding `'use cache'` function returns, by its entry of the manifest. */
export function keep<Key>({ lifetime, tags }: Cached<Key>, key: Key): void {
  cacheTag(...tags(key))
  if (typeof lifetime === 'object') cacheLife(lifetime)
  else if (lifetime === 'days') cacheLife('days')
  else cacheLife('hours')
}
