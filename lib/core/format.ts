const numbers = new Intl.NumberFormat('en-US')

/** A count with its thousands grouped. */
export const formatCount = (count: number): string => numbers.format(count)
