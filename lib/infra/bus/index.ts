import 'server-only'

export { publish, verifyBusSignature } from './client'
export { isForeign } from './sender'
