/** "F51-7Q2M-0ZXK-9B4T": Crockford's base 32, which has no I, L, O and U. */
export const ORDER_NUMBER = /^F51-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/
