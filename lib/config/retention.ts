/**
 * How many days each kind of data is kept after its last use. docs/privacy.md says what it is, why it is kept and who may
 * ask for less; a test compares the two.
 */
export const RETENTION_DAYS = {
  /** an event's email and address, once the other application has acknowledged it; its ids stay */
  eventPayload: 30,
  /** ids of events and webhooks that were taken in: longer than any of them is sent again */
  inbox: 90,
  /** carts that ended, and the copies of what was left in them */
  endedCart: 90,
  /** a guest who never ordered: longer than the cookie that could bring them back */
  guest: 400,
  /** email and address of an order that was never paid */
  unpaidOrder: 30,
  /** email and address of a paid order: ten years, as tax law asks of German merchants */
  paidOrder: 3_650,
  /** the recipient of a shipment that left or was canceled, for parcels that come back */
  shipment: 180,
  /** a message that failed and was handled since */
  handledLetter: 30,
  /** the names of members of staff beside what they did in the warehouse */
  staffName: 730,
  /** counts of declined cards, by keyed hashes: after a day without one they start over anyway */
  cardTry: 2,
  /** ended sessions: longer than any session may live */
  endedSession: 1,
} as const
