/** The list with one item at another place; the same list when there is no such place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length) return [...items]
  const rest = items.filter((_item, index) => index !== from)
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}

export const without = <Item>(items: readonly Item[], at: number): Item[] =>
  items.filter((_item, index) => index !== at)

export const replaced = <Item>(items: readonly Item[], at: number, item: Item): Item[] =>
  items.map((old, index) => (index === at ? item : old))
