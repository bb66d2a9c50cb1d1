import type { ProductDraft } from '@/lib/publishing/schema'

type Variants = ProductDraft['variants']

/** What one chooses by ("Finish", "Size"), in the order of the first variant that has it. */
export const optionNames = (variants: Variants): string[] => [
  ...new Set(variants.flatMap(({ options }) => Object.keys(options))),
]

/** Every variant with one more thing to choose by, still without a value. */
export const withOption = (variants: Variants, name: string): Variants =>
  variants.map((variant) => ({
    ...variant,
    options: { ...variant.options, [name]: variant.options[name] ?? '' },
  }))

export const withoutOption = (variants: Variants, name: string): Variants =>
  variants.map((variant) => ({
    ...variant,
    options: Object.fromEntries(Object.entries(variant.options).filter(([key]) => key !== name)),
  }))

/** The option under another name, values kept; unchanged when another option has that name. */
export function renamedOption(variants: Variants, from: string, to: string): Variants {
  if (from === to || optionNames(variants).includes(to)) return variants
  return variants.map((variant) => ({
    ...variant,
    options: Object.fromEntries(
      Object.entries(variant.options).map(([key, value]) => [key === from ? to : key, value]),
    ),
  }))
}

/** A variant to begin with: like the last one, without its SKU and its values. */
export function newVariant(variants: Variants, imageKeys: readonly string[]): Variants[number] {
  const last = variants.at(-1)
  return {
    sku: '',
    options: Object.fromEntries(optionNames(variants).map((name) => [name, ''])),
    price: last?.price ?? 0,
    imageKey:
      imageKeys.find((key) => !variants.some(({ imageKey }) => imageKey === key)) ?? imageKeys[0] ?? '',
    active: true,
  }
}
