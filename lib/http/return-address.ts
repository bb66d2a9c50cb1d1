import 'server-only'
import type { NextRequest } from 'next/server'
import { invalidInput } from './answer'
import { problem } from './problem'

const COOKIES = ['next-auth.callback-url', '__Secure-next-auth.callback-url']

/**
 * Refuses a way back that is no address, which next-auth would answer with 500: in the query, or in the cookie in which it
 * remembers one. The answer takes such a cookie away, so that the next request goes through; null when all is well.
 */
export function refuseOddReturn(request: NextRequest): Response | null {
  const { origin, searchParams } = request.nextUrl
  const isOdd = (value: string) => value !== '' && !isWebAddress(value, origin)
  const cookies = COOKIES.filter((name) => isOdd(request.cookies.get(name)?.value ?? ''))
  if (cookies.length === 0 && !searchParams.getAll('callbackUrl').some(isOdd)) return null
  const fault = { path: 'callbackUrl', message: 'Is no address to go back to.' }
  const response = problem(invalidInput([fault]), crypto.randomUUID())
  for (const name of cookies) {
    const secure = name.startsWith('__Secure-') ? '; Secure' : ''
    response.headers.append('set-cookie', `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure}`)
  }
  return response
}

function isWebAddress(value: string, origin: string): boolean {
  const base = value.startsWith('/') ? origin : undefined
  return URL.canParse(value, base) && /^https?:$/.test(new URL(value, base).protocol)
}
