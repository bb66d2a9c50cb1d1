import { connectionError, IntegrationError } from './errors.js'
import { ORIGIN } from './origin.js'

const LOAD_TIMEOUT_MS = 10_000
const RECOLOR_MS = 100
/** Room for the focus ring inside the iframe, taken back by a negative margin. */
const BLEED_PX = 4

/** The card form in its iframe. What is typed there stays there: this side learns only whether it is complete. */
export class PaymentElement {
  #group
  #options
  #listeners = new Map()
  #questions = new Map()
  #frame = null
  #port = null
  #loadTimer
  #destroyed = false
  #darkMode = matchMedia('(prefers-color-scheme: dark)')
  // The page's own colours are on their way for a moment, or for as long as their transition takes.
  #recolor = () => setTimeout(() => this._configure(), RECOLOR_MS)

  #settled = ({ target, propertyName }) => {
    if (propertyName === 'background-color' && target.contains(this.#frame)) this._configure()
  }

  constructor(group, options = {}) {
    this.#group = group
    this.#options = options
  }

  on(event, handler) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set())
    this.#listeners.get(event).add(handler)
    return this
  }

  once(event, handler) {
    const onceOnly = (payload) => {
      this.off(event, onceOnly)
      handler(payload)
    }
    return this.on(event, onceOnly)
  }

  off(event, handler) {
    if (handler === undefined) this.#listeners.delete(event)
    else this.#listeners.get(event)?.delete(handler)
    return this
  }

  mount(target) {
    const host = typeof target === 'string' ? document.querySelector(target) : target
    if (this.#destroyed)
      throw new IntegrationError('This Element has already been destroyed. Please create a new one.')
    if (!(host instanceof Element))
      throw new IntegrationError('The target to mount the Element on does not exist.')
    if (this.#frame !== null) this.unmount()

    const frame = document.createElement('iframe')
    frame.src = `${ORIGIN}/_local/element`
    frame.title = 'Secure payment input frame'
    Object.assign(frame.style, {
      border: '0',
      display: 'block',
      height: '190px',
      margin: `-${BLEED_PX}px`,
      width: `calc(100% + ${2 * BLEED_PX}px)`,
      colorScheme: colorSchemeOf(this.#group.options.appearance),
    })
    frame.addEventListener('load', () => this.#connect(), { once: true })
    this.#frame = frame
    this.#loadTimer = setTimeout(() => this.#emit('loaderror', { error: connectionError() }), LOAD_TIMEOUT_MS)
    host.replaceChildren(frame)
    this.#darkMode.addEventListener('change', this.#recolor)
    document.addEventListener('transitionend', this.#settled)
    this.#emit('loaderstart')
  }

  unmount() {
    clearTimeout(this.#loadTimer)
    this.#darkMode.removeEventListener('change', this.#recolor)
    document.removeEventListener('transitionend', this.#settled)
    this.#port?.close()
    this.#frame?.remove()
    this.#port = null
    this.#frame = null
    for (const answer of this.#questions.values())
      answer({ error: { type: 'invalid_request_error', message: 'The Element was unmounted.' } })
    this.#questions.clear()
  }

  destroy() {
    this.unmount()
    this.#destroyed = true
    this.#group._forget(this)
  }

  update(options) {
    Object.assign(this.#options, options)
  }

  focus() {
    this.#tell({ type: 'focus' })
  }

  blur() {
    this.#tell({ type: 'blur' })
  }

  clear() {
    this.#tell({ type: 'clear' })
  }

  collapse() {}

  /** Asks the card form something; resolves with its answer. */
  _ask(question) {
    if (this.#port === null) {
      return Promise.resolve({
        error: { type: 'invalid_request_error', message: 'The payment Element is not ready yet.' },
      })
    }
    const id = crypto.randomUUID()
    return new Promise((resolve) => {
      this.#questions.set(id, resolve)
      this.#tell({ ...question, id })
    })
  }

  _configure() {
    if (this.#frame === null) return
    const { appearance = {} } = this.#group.options
    this.#frame.style.colorScheme = colorSchemeOf(appearance)
    this.#tell({
      type: 'configure',
      theme: appearance.theme,
      variables: { ...appearance.variables },
      page: backgroundBehind(this.#frame),
    })
  }

  /** A private channel: neither other frames nor other scripts of the page can listen in or speak on it. */
  #connect() {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => this.#hear(data)
    this.#port = port1
    this.#frame.contentWindow.postMessage({ type: 'connect' }, ORIGIN, [port2])
    this._configure()
  }

  #hear(message) {
    if (message.type === 'answer') {
      this.#questions.get(message.id)?.(message.body)
      this.#questions.delete(message.id)
    } else if (message.type === 'height') {
      this.#frame.style.height = `${message.height}px`
    } else if (message.type === 'ready') {
      clearTimeout(this.#loadTimer)
      this.#emit('ready')
    } else if (message.type === 'change') {
      this.#group._submitted = false
      const { complete, empty } = message
      this.#emit('change', { complete, empty, collapsed: false, value: { type: 'card' } })
    } else {
      this.#emit(message.type)
    }
  }

  #tell(message) {
    this.#port?.postMessage(message)
  }

  #emit(event, payload = {}) {
    for (const handler of [...(this.#listeners.get(event) ?? [])])
      handler({ elementType: 'payment', ...payload })
  }
}

function colorSchemeOf(appearance) {
  if (appearance?.theme === 'night') return 'dark'
  return appearance?.theme === undefined ? 'light dark' : 'light'
}

/** The colour that the form stands on. The iframe paints it too, so that contrast can be judged inside it. */
function backgroundBehind(element) {
  for (let ancestor = element.parentElement; ancestor !== null; ancestor = ancestor.parentElement) {
    const { backgroundColor } = getComputedStyle(ancestor)
    if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor
  }
  return 'transparent'
}
