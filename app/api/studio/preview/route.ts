import { z } from 'zod'
import { enterPreview } from '@/app/api/preview/enter-preview'
import { AppError } from '@/lib/core/errors'
import { route } from '@/lib/http/shop/route'
import { previewPath, previewToken } from '@/lib/publishing'
import { PageId, PageKey, PageKind } from '@/lib/publishing/schema'
import { STUDIO_READ } from '../staff'

const Query = z.object({ kind: z.tuple([PageKind]), id: z.tuple([PageId]) })

/** As long as a session. Whether its holder still is a marketer is asked at every page. */
const SECONDS = 8 * 60 * 60

/** The real page with its draft, for a marketer: in a tab of its own or in the studio's frame. */
export const GET = route({ ...STUDIO_READ, query: Query }, async ({ query }) => {
  const page = PageKey.safeParse({ kind: query.kind[0], id: query.id[0] })
  if (!page.success) throw new AppError('not_found', 'There is no such page.')
  const expiresAt = Math.floor(Date.now() / 1000) + SECONDS
  return enterPreview({ token: previewToken({ page: 'all', expiresAt }), to: await previewPath(page.data) })
})
