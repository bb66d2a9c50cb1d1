/** The shop's tabs tell each other that the cart has changed; each then asks the server itself. */
const CHANNEL = 'fiftyone-cart'

let channel: BroadcastChannel | undefined
let followers = 0

// Absent in old browsers: there the cart is read again when the tab gets the focus.
const open = () =>
  (channel ??= typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL))

export const announceCartChange = (): void => open()?.postMessage('changed')

/** Calls `onChange` when another tab changed the cart; however many components follow, once. Returns how to stop. */
export function followOtherTabs(onChange: () => void): () => void {
  const tabs = open()
  if (tabs && followers++ === 0) tabs.onmessage = onChange
  return () => {
    if (tabs && --followers === 0) tabs.onmessage = null
  }
}
