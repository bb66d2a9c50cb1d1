// The bank's page. In the dialog of stripe.js it tells its parent when it is done; opened as a page of its own it
// goes back to the shop.
const status = document.getElementById('status')
const buttons = [...document.querySelectorAll('button')]

for (const button of buttons) button.addEventListener('click', () => finish(button.dataset.action))

async function finish(action) {
  for (const button of buttons) button.disabled = true
  status.textContent = 'One moment.'
  try {
    const response = await fetch(`${location.pathname}/${action}`, { method: 'POST' })
    if (!response.ok) throw new Error(`answered ${response.status}`)
    leave(await response.json())
  } catch {
    status.textContent = 'That did not work. Please try again.'
    for (const button of buttons) button.disabled = false
  }
}

function leave({ return_url }) {
  if (window.parent !== window) window.parent.postMessage({ type: 'challenge finished' }, '*')
  else if (return_url !== null) location.assign(return_url)
  else status.textContent = 'Done. You can close this page.'
}
