'use client'

import { useLayoutEffect } from 'react'
import useSWR, { mutate } from 'swr'
import { ask, type ProblemError } from '@/components/api-client/problem'
import { EMPTY_CART } from '@/lib/cart/rules/empty-cart'
import type { Cart } from '@/lib/cart/schema'
import { CartShape } from './cart-shape'
import { announceCartChange, followOtherTabs } from './other-tabs'
import { unitsIn, withAdded, withQuantity, type LinePreview } from './optimistic'

export const CART_URL = '/api/cart'
const WATCH_MS = 15_000

/** The readable hint beside the HttpOnly cookie: without it there is no cart, and nobody needs to ask. */
const mayHaveCart = () => document.cookie.split('; ').includes('has_cart=1')

const readCart = async (): Promise<Cart> =>
  mayHaveCart() ? ask({ url: CART_URL, schema: CartShape }) : EMPTY_CART

const refreshCart = async (): Promise<void> => {
  await mutate(CART_URL)
}

export interface UseCart {
  /** undefined until the first answer */
  cart: Cart | undefined
  /** units in all lines; 0 while unknown */
  count: number
  isLoading: boolean
  error: ProblemError | undefined
  /** Adds units. `preview` lets the line show before the server has answered. @throws ProblemError after rolling back */
  addLine: (line: { sku: string; quantity: number; preview?: LinePreview }) => Promise<Cart>
  /** Sets a line's units; 0 removes it. Several in a row: only the last is sent. @throws ProblemError after rolling back */
  setLine: (line: { sku: string; quantity: number }) => Promise<Cart>
  removeLine: (sku: string) => Promise<Cart>
  refresh: () => Promise<void>
}

/**
 * The cart of this browser: asked for only when there is one, shown at once when it changes (and put back when the
 * shop refuses), the same in every tab. `watch`: asked for now and then, where what is held is shown: someone may take it.
 */
export function useCart({ watch = false } = {}): UseCart {
  // Before the cart is first read: what changes in between is heard.
  useLayoutEffect(() => followOtherTabs(() => void refreshCart()), [])
  const { data, error } = useSWR<Cart, ProblemError>(CART_URL, readCart, {
    revalidateOnFocus: true,
    refreshInterval: watch ? WATCH_MS : 0,
    shouldRetryOnError: true,
    errorRetryInterval: 3_000,
    errorRetryCount: 5,
  })
  return {
    cart: data,
    count: data ? unitsIn(data) : 0,
    isLoading: data === undefined && error === undefined,
    error,
    addLine,
    setLine,
    removeLine,
    refresh: refreshCart,
  }
}

const lineUrl = (sku: string) => `${CART_URL}/lines/${encodeURIComponent(sku)}`

const addLine: UseCart['addLine'] = ({ sku, quantity, preview }) =>
  write({
    expected: (cart) => withAdded(cart, sku, quantity, preview),
    send: () => ask({ url: `${CART_URL}/lines`, method: 'POST', body: { sku, quantity }, schema: CartShape }),
  })

/** The newest quantity asked for each line, so that a run of clicks on a stepper sends only the last. */
const requested = new Map<string, number>()
let requestCount = 0

const setLine: UseCart['setLine'] = ({ sku, quantity }) => {
  const request = ++requestCount
  requested.set(sku, request)
  return write({
    expected: (cart) => withQuantity(cart, sku, quantity),
    send: (shown) =>
      requested.get(sku) === request
        ? ask({ url: lineUrl(sku), method: 'PUT', body: { quantity }, schema: CartShape })
        : Promise.resolve(shown),
  })
}

const removeLine: UseCart['removeLine'] = (sku) => {
  requested.set(sku, ++requestCount)
  return write({
    expected: (cart) => withQuantity(cart, sku, 0),
    send: () => ask({ url: lineUrl(sku), method: 'DELETE', schema: CartShape }),
  })
}

/** Writes leave one after the other: the last thing the shopper did is the last thing the shop hears. */
let lastWrite: Promise<unknown> = Promise.resolve()

async function write({
  expected,
  send,
}: {
  expected: (cart: Cart) => Cart
  send: (shown: Cart) => Promise<Cart>
}): Promise<Cart> {
  let shown = EMPTY_CART
  const sent = lastWrite.then(() => send(shown))
  lastWrite = sent.catch(() => undefined)
  try {
    const answer = await mutate<Cart>(CART_URL, sent, {
      optimisticData: (_committed, displayed) => (shown = expected(displayed ?? EMPTY_CART)),
      rollbackOnError: true,
      revalidate: false,
      throwOnError: true,
    })
    announceCartChange()
    return answer ?? (await sent)
  } catch (refusal) {
    // The roll-back may have restored a state older than writes that succeeded since: read the cart again.
    void refreshCart()
    throw refusal
  }
}
