/** The subject (lib/revalidation/rules/page-revision) of what a page says of a SKU's stock; its revision is the stock's version. */
export const stockSubject = (sku: string): string => `stock:${sku}`
