import 'server-only'

export { type Publication, publish, verifyBusSignature } from './client'
export { isForeign } from './sender'
