// The card form inside the iframe. It speaks with stripe.js over the port that its parent hands in, and sends the card
// itself to the API of its own origin.
import { checkCard, formatExpiry, formatNumber, brandOf, readCard } from './card-input.js'

const form = document.getElementById('card')
const fields = { number: form.number, expiry: form.expiry, cvc: form.cvc }
const brand = document.getElementById('brand')
const FORMATS = {
  number: formatNumber,
  expiry: formatExpiry,
  cvc: (text) => text.replace(/\D/g, '').slice(0, 4),
}

/** Elements' names for colours and shapes, and ours. */
const VARIABLES = {
  colorPrimary: '--primary',
  colorBackground: '--background',
  colorText: '--text',
  colorTextSecondary: '--text-secondary',
  colorDanger: '--danger',
  fontFamily: '--font-family',
  fontSizeBase: '--font-size',
  borderRadius: '--radius',
}
const THEMES = { night: 'dark', stripe: 'light', flat: 'light' }

let port = null
const tell = (message) => port?.postMessage(message)

addEventListener('message', ({ source, data, ports }) => {
  if (source !== parent || data?.type !== 'connect' || port !== null) return
  port = ports[0]
  port.onmessage = (event) => hear(event.data)
  new ResizeObserver(() =>
    tell({ type: 'height', height: Math.ceil(form.getBoundingClientRect().height) }),
  ).observe(form)
  tell({ type: 'ready' })
})

function hear(message) {
  if (message.type === 'configure') configure(message)
  else if (message.type === 'focus') fields.number.focus()
  else if (message.type === 'blur') document.activeElement?.blur()
  else if (message.type === 'clear') clear()
  else if (message.type === 'validate') answer(message.id, validate())
  else if (message.type === 'tokenize') tokenize(message).then((body) => answer(message.id, body))
}

const answer = (id, body) => tell({ type: 'answer', id, body })

function configure({ theme, variables, page }) {
  const root = document.documentElement
  root.style.setProperty('--page', page)
  if (THEMES[theme] === undefined) delete root.dataset.theme
  else root.dataset.theme = THEMES[theme]
  for (const [name, property] of Object.entries(VARIABLES)) {
    if (typeof variables[name] === 'string') root.style.setProperty(property, variables[name])
    else root.style.removeProperty(property)
  }
}

const typed = () => readCard(fields.number.value, fields.expiry.value, fields.cvc.value)

/** Shows every fault beside its field, and answers with the first. */
function validate() {
  const faults = checkCard(typed())
  for (const name of Object.keys(fields))
    showFault(
      name,
      faults.find((fault) => fault.field === name),
    )
  const [first] = faults
  if (first === undefined) return {}
  fields[first.field].focus()
  return { error: { type: 'validation_error', code: first.code, message: first.message } }
}

function showFault(name, fault) {
  const input = fields[name]
  if (fault === undefined) input.removeAttribute('aria-invalid')
  else input.setAttribute('aria-invalid', 'true')
  document.getElementById(`${name}-error`).textContent = fault?.message ?? ''
}

function clear() {
  form.reset()
  for (const name of Object.keys(fields)) showFault(name)
  changed()
}

function changed() {
  brand.textContent = brandOf(fields.number.value)
  const empty = Object.values(fields).every(({ value }) => value === '')
  tell({ type: 'change', complete: checkCard(typed()).length === 0, empty })
}

/** Formats as one types, with the caret staying behind the digit it was behind. */
function reformat(name, event) {
  const input = fields[name]
  const digitsBefore = input.value
    .slice(0, input.selectionStart ?? input.value.length)
    .replace(/\D/g, '').length
  const atEnd = input.selectionStart === input.value.length
  input.value = FORMATS[name](input.value, event.inputType?.startsWith('delete') === true)
  if (atEnd) return
  let caret = 0
  for (let digits = 0; caret < input.value.length && digits < digitsBefore; caret += 1) {
    if (/\d/.test(input.value[caret])) digits += 1
  }
  input.setSelectionRange(caret, caret)
}

/** On to the next field once one is complete, when typing at its end. */
function advance(name, event) {
  const next = { number: fields.expiry, expiry: fields.cvc }[name]
  const input = fields[name]
  if (next === undefined || event.inputType !== 'insertText' || input.selectionStart !== input.value.length)
    return
  const full = name === 'number' ? typed().number.length >= 15 : input.value.length === 7
  if (full && !checkCard(typed()).some(({ field }) => field === name)) next.focus()
}

for (const [name, input] of Object.entries(fields)) {
  input.addEventListener('input', (event) => {
    reformat(name, event)
    showFault(name)
    changed()
    advance(name, event)
  })
  input.addEventListener('blur', () => {
    if (input.value !== '')
      showFault(
        name,
        checkCard(typed()).find(({ field }) => field === name),
      )
  })
}
form.addEventListener('focusin', ({ relatedTarget }) => relatedTarget === null && tell({ type: 'focus' }))
form.addEventListener('focusout', ({ relatedTarget }) => relatedTarget === null && tell({ type: 'blur' }))
form.addEventListener('keydown', ({ key }) => key === 'Escape' && tell({ type: 'escape' }))
form.addEventListener('submit', (event) => event.preventDefault())

async function tokenize({ key, params }) {
  const invalid = validate()
  if (invalid.error !== undefined) return invalid
  const { number, month, year, cvc } = typed()
  const card = { number, exp_month: month, exp_year: year, cvc }
  const payment_method_data = { ...params.payment_method_data, type: 'card', card }
  const body = new URLSearchParams(pairs({ ...params, payment_method_data }))
  try {
    const response = await fetch('/v1/confirmation_tokens', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body,
    })
    const answered = await response.json()
    if (!response.ok) showCardError(answered.error)
    return answered
  } catch {
    return {
      error: {
        type: 'api_connection_error',
        message: 'We are experiencing issues connecting to our payments provider.',
      },
    }
  }
}

function showCardError({ type, param, message }) {
  if (type !== 'card_error') return
  const name = { exp_month: 'expiry', exp_year: 'expiry', cvc: 'cvc' }[param] ?? 'number'
  showFault(name, { message })
}

/** `{a: {b: 1}}` as `[['a[b]', '1']]`; what is not given is left out. */
function pairs(value, path = '') {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, entry]) => pairs(entry, path === '' ? key : `${path}[${key}]`))
}
