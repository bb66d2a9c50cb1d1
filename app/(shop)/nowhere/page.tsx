import { notFound } from 'next/navigation'

/** What proxy.ts shows at an address of the shop where there is nothing: made once, so that no address is kept for it. */
export default function Nowhere(): never {
  notFound()
}
