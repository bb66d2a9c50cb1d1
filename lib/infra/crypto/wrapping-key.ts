/** One key-encryption key. `context` is authenticated with what it wraps. */
export interface WrappingKey {
  wrap(dataKey: Uint8Array, context: string): Promise<Buffer>
  unwrap(wrapped: Uint8Array, context: string): Promise<Buffer>
}
