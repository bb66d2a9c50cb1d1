import 'server-only'
import type { z } from 'zod'
import { editing } from '../catalog'
import { Options } from '../catalog/schema'
import { AppError } from '../core/errors'
import { shopDb } from '../infra/db/shop'
import { listAdjustments, readStock } from '../inventory'
import type { StockSheet } from './schema'

const ADJUSTMENTS = 50

/** What there is of a product's variants, and who changed it lately. @throws AppError `not_found` */
export async function getStock({ id }: { id: string }): Promise<z.infer<typeof StockSheet>> {
  const product = await editing.product(shopDb(), id)
  if (!product) throw new AppError('not_found', 'There is no such product.')
  const skus = product.variants.map(({ sku }) => sku)
  const [levels, adjustments] = await Promise.all([readStock(skus), listAdjustments(skus, ADJUSTMENTS)])
  return {
    rows: product.variants.flatMap(({ sku, options }) => {
      const level = levels.get(sku)
      return level ? { ...level, options: Options.parse(options) } : []
    }),
    adjustments: adjustments.map(({ sku, delta, reason, actor, actorName, createdAt }) => ({
      ...{ sku, delta, reason },
      by: { name: actorName || actor },
      at: createdAt.toISOString(),
    })),
  }
}
