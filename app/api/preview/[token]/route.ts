import { z } from 'zod'
import { enterPreview } from '@/app/api/preview/enter-preview'
import { AppError } from '@/lib/core/errors'
import { route } from '@/lib/http/shop/route'
import { previewPath, readPreviewToken } from '@/lib/publishing'
import { previewMessage } from '../preview-message'
import { READ_LIMITS } from '../../limits'

const Params = z.object({ token: z.string() })

/** Where a preview link leads: to the page with its draft, or to a plain word on why not. */
export const GET = route({ params: Params, limits: READ_LIMITS }, async ({ params: { token } }) => {
  const grant = readPreviewToken(token)
  if (!grant || grant.page === 'all') {
    return previewMessage(
      404,
      'This is no preview link',
      'Perhaps a part of it is missing. Ask for it once more.',
    )
  }
  if (grant.expiresAt * 1000 <= Date.now()) {
    return previewMessage(
      410,
      'This preview has ended',
      'Links end by themselves. Ask its sender for a new one.',
    )
  }
  try {
    return await enterPreview({ token, to: await previewPath(grant.page) })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    return previewMessage(404, 'The page is gone', 'What this link showed does not exist any more.')
  }
})
