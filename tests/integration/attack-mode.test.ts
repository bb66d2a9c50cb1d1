import { beforeAll, expect, test, vi } from 'vitest'
import { POST as openCheckout } from '@/app/api/cart/checkout/route'
import { DELETE, PUT } from '@/app/api/cart/lines/[sku]/route'
import { POST } from '@/app/api/cart/lines/route'
import { GET } from '@/app/api/cart/route'
import { solveProof } from '@/components/api-client/solve-proof'
import { attackSwitch } from '@/lib/http/shop/attack-mode'
import { newShopper, request, seedCatalog } from '../support/fixtures'

const SKU = 'RDG-SND'
const add = (proof?: string) =>
  POST(request('/api/cart/lines', { body: { sku: SKU }, headers: proof ? { 'x-proof': proof } : {} }))
const refusalOf = async (response: Response) => {
  expect(response.status).toBe(428)
  return (await response.json()) as { code: string; challenge: string; bits: number }
}
const solved = async (response: Response) => {
  const { challenge, bits } = await refusalOf(response)
  return solveProof(challenge, bits)
}

/** Servers look at the switch every two seconds. */
const becomes = (status: number) =>
  vi.waitFor(async () => expect((await add()).status).toBe(status), { timeout: 10_000, interval: 200 })

beforeAll(() => seedCatalog())

test('an operator switches it on and off while servers run: writes of the cart need a proof, reading does not', async () => {
  expect((await add()).status).toBe(200)
  await attackSwitch.set(true)
  await becomes(428)

  const { cookie } = await newShopper()
  const line = { params: Promise.resolve({ sku: SKU }) }
  for (const response of [
    await PUT(request(`/api/cart/lines/${SKU}`, { method: 'PUT', body: { quantity: 1 }, cookie }), line),
    await DELETE(request(`/api/cart/lines/${SKU}`, { method: 'DELETE', cookie }), line),
    await openCheckout(request('/api/cart/checkout', { method: 'POST', cookie })),
  ]) {
    expect(await refusalOf(response)).toMatchObject({ code: 'proof_required', bits: expect.any(Number) })
  }
  expect((await GET(request('/api/cart', { cookie }))).status).toBe(200)
})

test('a proof is good for one write; no other will do', async () => {
  const proof = await solved(await add())
  const [challenge = ''] = proof.split('.')
  expect((await add(`${challenge}.${'z'.repeat(12)}`)).status, 'a nonce that solves nothing').toBe(428)
  expect((await add(`${challenge.slice(0, -1)}A.0`)).status, 'a challenge that is not ours').toBe(428)
  expect((await add(proof)).status).toBe(200)
  expect((await add(proof)).status, 'again').toBe(428)
})

test('a proof is good for two minutes', async () => {
  const proof = await solved(await add())
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 121_000 })
  try {
    expect((await add(proof)).status).toBe(428)
  } finally {
    vi.useRealTimers()
  }
})

test('switched off, nobody asks for a proof', async () => {
  await attackSwitch.set(false)
  await becomes(200)
})
