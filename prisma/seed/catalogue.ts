import { createHash } from 'node:crypto'
import { z } from 'zod'
import { SHOP_CURRENCY } from '../../lib/core/money'
import { Options, Photo, Sku, Slug } from '../../lib/catalog/schema'
import catalogueFile from './catalog.json'
import manifestFile from './photos.json'

const CatalogueFile = z.object({
  currency: z.literal(SHOP_CURRENCY),
  categories: z.array(z.object({ slug: Slug, name: z.string() })),
  products: z.array(
    z.object({
      slug: Slug,
      name: z.string(),
      category: Slug,
      tagline: z.string(),
      description: z.string(),
      details: z.array(z.string()),
      care: z.string(),
      variants: z
        .array(
          z.object({
            sku: Sku,
            options: Options,
            price: z.int().positive(),
            stock: z.int().min(0),
            photo: z.string(),
          }),
        )
        .min(1),
      goesWith: z.array(Slug),
    }),
  ),
})
export type SeedProduct = z.infer<typeof CatalogueFile>['products'][number]

export const catalogue = CatalogueFile.parse(catalogueFile)
export const photos = new Map(
  z
    .array(Photo)
    .parse(manifestFile)
    .map((photo) => [photo.key, photo]),
)

/** Its photographs in gallery order: one of each variant, then the close view. @throws when one is missing */
export function photosOf(product: SeedProduct, photographed: string = product.slug): Photo[] {
  const keys = new Set([...product.variants.map((variant) => variant.photo), `${photographed}-detail`])
  return [...keys].map((key) => {
    const photo = photos.get(key)
    if (!photo) throw new Error(`prisma/seed/photos.json has no photograph ${key}`)
    return photo
  })
}

/** When the first product of the file was put on sale; the others an hour before one another. */
const FIRST_ON_SALE = Date.parse('2026-10-01T09:00:00Z')
export const onSaleSince = (position: number): Date => new Date(FIRST_ON_SALE - position * 3_600_000)

/** The same UUIDv7 for the same name and time, so that seeding again finds what it made, whatever it is called by now. */
export function seedId(name: string, at: Date): string {
  const hash = createHash('sha256').update(name).digest('hex')
  const time = at.getTime().toString(16).padStart(12, '0')
  const variant = (8 + (parseInt(hash.slice(0, 1), 16) % 4)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(1, 4)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`
}
