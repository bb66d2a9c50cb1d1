import { ORIGIN } from './origin.js'

/** Shows the bank's page in a modal dialog until it is done with. Escape gives up the authentication. */
export function showChallenge(path) {
  const dialog = document.createElement('dialog')
  dialog.setAttribute('aria-label', '3D Secure authentication')
  Object.assign(dialog.style, {
    background: 'rgb(27 25 22 / 0.6)',
    border: '0',
    height: '100dvh',
    inset: '0',
    margin: '0',
    maxHeight: 'none',
    maxWidth: 'none',
    padding: '16px',
    placeContent: 'center',
    width: '100vw',
    boxSizing: 'border-box',
  })
  const frame = document.createElement('iframe')
  frame.src = ORIGIN + path
  frame.title = '3D Secure challenge'
  Object.assign(frame.style, {
    border: '0',
    borderRadius: '2px',
    display: 'block',
    height: 'min(360px, 80vh)',
    width: 'min(420px, calc(100vw - 32px))',
  })
  dialog.append(frame)
  document.body.append(dialog)
  dialog.showModal()
  dialog.style.display = 'grid'
  frame.focus()

  return new Promise((resolve) => {
    const close = () => {
      removeEventListener('message', hear)
      dialog.close()
      dialog.remove()
      resolve()
    }
    const hear = ({ source, origin, data }) => {
      if (source === frame.contentWindow && origin === ORIGIN && data?.type === 'challenge finished') close()
    }
    addEventListener('message', hear)
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault()
      fetch(`${ORIGIN}${path}/fail`, { method: 'POST', mode: 'no-cors' }).then(close, close)
    })
  })
}
