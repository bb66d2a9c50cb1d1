import { revalidatePath, revalidateTag } from 'next/cache'
import { AppError } from '@/lib/core/errors'
import { jobRoute } from '@/lib/http/shop/machine'
import { ExpireTags } from '@/lib/revalidation/schema'

/**
 * `max`: a reader gets the page as it was until its successor is made, which the caller sees to. Expired at once, a page
 * would be served with the content of the build (docs/decisions/0014).
 */
export const POST = jobRoute(async (body) => {
  const parsed = ExpireTags.safeParse(body)
  if (!parsed.success) throw new AppError('invalid_input', 'Say which tags.')
  const { tags, paths } = parsed.data
  for (const tag of tags) revalidateTag(tag, 'max')
  for (const path of paths) revalidatePath(path)
  return { expired: tags.length + paths.length }
})
