import { connection } from 'next/server'
import { isFulfillmentUp } from '@/lib/fulfillment'
import { json } from '@/lib/http/answer'

export async function GET(): Promise<Response> {
  // Asked for each time, not made once with the build.
  await connection()
  const up = await isFulfillmentUp()
  return json({ status: up ? 'up' : 'down', parts: { postgres: up ? 'up' : 'down' } }, up ? 200 : 503)
}
