import { createHash } from 'node:crypto'
import { catalogue, type SeedProduct } from './catalogue'

export interface Variation {
  product: SeedProduct
  /** slug of the product whose photographs it shows */
  photographed: string
}

/** Product number `index` (from 0) of a catalogue as large as one likes: a known product under its own slug and SKUs. */
export function variation(index: number): Variation {
  const { products } = catalogue
  const base = products[index % products.length]
  if (!base) throw new Error('the catalogue is empty')
  const number = Math.floor(index / products.length) + 2
  const variants = base.variants.map((variant) => {
    const sku = `${variant.sku}-${number}`
    const dice = createHash('sha256').update(sku).digest()
    return {
      ...variant,
      sku,
      stock: dice.readUInt8(0) % 200,
      price: Math.max(500, variant.price + ((dice.readUInt8(1) % 21) - 10) * 100),
    }
  })
  return {
    photographed: base.slug,
    product: { ...base, slug: `${base.slug}-${number}`, name: `${base.name} No. ${number}`, variants },
  }
}
