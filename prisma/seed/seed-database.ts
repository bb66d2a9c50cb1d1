import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../generated/shop/client'
import { loadCatalogue } from './load'

/**
 * Adds what is missing of the catalogue, and `variations` of its products, to the database of a connection string.
 * @returns how many products it added, and how many are there now
 */
export async function seedDatabase(
  connectionString: string,
  options?: Parameters<typeof loadCatalogue>[1],
): Promise<{ added: number; products: number }> {
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
  try {
    return { added: await loadCatalogue(db, options), products: await db.product.count() }
  } finally {
    await db.$disconnect()
  }
}
