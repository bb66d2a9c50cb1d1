/** `npm run faults` runs the full figures of docs/reliability.md; `npm test` a short form of each. */
export const isFull = process.env['FAULTS'] === 'full'

export const figure = (full: number, short: number): number => (isFull ? full : short)
