import { defineConfig } from 'prisma/config'

// One config for two databases: PRISMA_DATABASE=shop (default) or fulfillment.
const database = process.env['PRISMA_DATABASE'] === 'fulfillment' ? 'fulfillment' : 'shop'
const url = process.env[database === 'shop' ? 'DATABASE_URL' : 'FULFILLMENT_DATABASE_URL']

export default defineConfig({
  schema: `prisma/${database}/schema.prisma`,
  migrations: { path: `prisma/${database}/migrations` },
  datasource: { url: url ?? '' },
})
