/** Who did something: a worker, or the shop by an event. */
export interface Actor {
  id: string
  name: string
}

export const THE_SHOP: Actor = { id: 'shop', name: 'The shop' }
