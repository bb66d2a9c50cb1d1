/** Where the shop ships to (ISO 3166-1 alpha-2), in the order a form shows them. */
export const COUNTRIES = {
  US: 'United States',
  CA: 'Canada',
  GB: 'United Kingdom',
  DE: 'Germany',
  FR: 'France',
} as const
export type Country = keyof typeof COUNTRIES
