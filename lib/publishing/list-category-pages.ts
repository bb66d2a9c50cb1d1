import 'server-only'
import type { z } from 'zod'
import { editing } from '../catalog'
import { shopDb } from '../infra/db/shop'
import type { CategoryList } from './schema'

/** Every category in the shop's order, and how many products it has, on sale or not. */
export async function listCategoryPages(): Promise<z.infer<typeof CategoryList>> {
  return { categories: await editing.categories(shopDb()) }
}
