/**
 * What the server's entry (server/entry.mjs) and the code behind it agree on. Plain JavaScript: the entry runs before
 * anything is compiled.
 */

/** The header in which the entry writes the address of the socket, over whatever a caller sent. */
export const SOCKET_ADDRESS_HEADER = 'x-socket-address'

const MARK = Symbol.for('fiftyone.entry')

/** Says that every request of this process comes through the entry. */
export const markEntry = () => Reflect.set(globalThis, MARK, true)

/** Whether the header can be believed: without the entry, callers could write it themselves. */
export const hasEntry = () => Reflect.get(globalThis, MARK) === true
