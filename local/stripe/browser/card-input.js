// What the card form knows about cards: pure functions of the typed text.

const BRANDS = [
  [/^4/, 'Visa'],
  [/^(5[1-5]|2[2-7])/, 'Mastercard'],
  [/^3[47]/, 'American Express'],
]

/** The name of the card's brand, empty while unknown. */
export function brandOf(number) {
  const digits = number.replace(/\D/g, '')
  return BRANDS.find(([pattern]) => pattern.test(digits))?.[1] ?? ''
}

/** Digits in groups of four; American Express in 4, 6 and 5. */
export function formatNumber(text) {
  const digits = text.replace(/\D/g, '')
  const amex = /^3[47]/.test(digits)
  const groups = amex
    ? [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 15)]
    : (digits.slice(0, 19).match(/.{1,4}/g) ?? [])
  return groups.filter((group) => group !== '').join(' ')
}

/** `1234` and `12/2034` as `12 / 34`, `5` as `05 / `. While deleting, the slash goes away with its last digit. */
export function formatExpiry(text, deleting = false) {
  const [head = '', ...tail] = text.split(/[/\-\s]+/)
  const separated = tail.length > 0 && head.length === 1
  let digits = text.replace(/\D/g, '')
  if (separated || /^[2-9]/.test(digits)) digits = `0${digits}`
  if (/^\d{2}20\d{2}/.test(digits)) digits = digits.slice(0, 2) + digits.slice(4)
  const month = digits.slice(0, 2)
  const year = digits.slice(2, 4)
  if (year !== '') return `${month} / ${year}`
  return month.length === 2 && !deleting ? `${month} / ` : month
}

/** The typed card in numbers; what is missing is NaN or empty. */
export function readCard(number, expiry, cvc) {
  const [month, year] = expiry.split('/').map((part) => Number.parseInt(part, 10))
  return {
    number: number.replace(/\D/g, ''),
    month: month ?? Number.NaN,
    year: year === undefined ? Number.NaN : 2000 + year,
    cvc: cvc.trim(),
  }
}

/** Everything that is wrong with a card, in the order of the fields, in Stripe's words. */
export function checkCard(card, now = new Date()) {
  return [numberFault(card), expiryFault(card, now), cvcFault(card)].filter((fault) => fault !== null)
}

function numberFault({ number }) {
  const length = /^3[47]/.test(number) ? 15 : 16
  if (number.length < length) return fault('number', 'incomplete_number', 'Your card number is incomplete.')
  return passesLuhn(number) ? null : fault('number', 'invalid_number', 'Your card number is invalid.')
}

function expiryFault({ month, year }, now) {
  if (Number.isNaN(month) || Number.isNaN(year) || year < 2010) {
    return fault('expiry', 'incomplete_expiry', 'Your card’s expiration date is incomplete.')
  }
  if (month < 1 || month > 12) {
    return fault('expiry', 'invalid_expiry_month', 'Your card’s expiration month is invalid.')
  }
  if (year < now.getFullYear()) {
    return fault('expiry', 'invalid_expiry_year_past', 'Your card’s expiration year is in the past.')
  }
  const over = year === now.getFullYear() && month < now.getMonth() + 1
  return over
    ? fault('expiry', 'invalid_expiry_month_past', 'Your card’s expiration date is in the past.')
    : null
}

function cvcFault({ number, cvc }) {
  const length = /^3[47]/.test(number) ? 4 : 3
  return /^\d+$/.test(cvc) && cvc.length >= length
    ? null
    : fault('cvc', 'incomplete_cvc', 'Your card’s security code is incomplete.')
}

function fault(field, code, message) {
  return { field, code, message }
}

function passesLuhn(number) {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
