/** What the checkout page sends when somebody presses Pay Now: `total` as the quote had it, `token` for the card. */
export const payRequest = (options: { total: unknown; token: string; name?: string; email?: string }) => ({
  checkoutKey: crypto.randomUUID(),
  email: options.email ?? 'ada@example.com',
  shippingAddress: {
    name: options.name ?? 'Ada',
    line1: '1 Main St',
    city: 'Portland',
    region: 'OR',
    postalCode: '97201',
    country: 'US',
  },
  shippingMethod: 'standard',
  confirmationToken: options.token,
  expectedTotal: options.total,
})
