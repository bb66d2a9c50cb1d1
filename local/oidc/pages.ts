import type { Person } from './people'

const STYLE = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:2rem 1rem;background:#FAF7F2;color:#1B1916;
  font:1rem/1.5 'Instrument Sans',system-ui,-apple-system,'Segoe UI',sans-serif}
main{width:min(44rem,100%)}
.brand{font:600 1rem/1 'Fraunces',Georgia,serif;letter-spacing:.02em;margin:0 0 2.5rem}
.brand i{font-style:normal;color:#C8451B}
h1{font:500 clamp(1.9rem,5vw,2.6rem)/1.1 'Fraunces',Georgia,serif;letter-spacing:-.02em;margin:0 0 .6rem;text-wrap:balance}
h2{font-size:.8125rem;font-weight:600;color:#6A6258;margin:0 0 .75rem}
p{margin:0 0 2rem;color:#4A443C;text-wrap:pretty}
.columns{display:grid;gap:2.5rem;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr))}
form{display:grid;gap:.625rem;align-content:start}
label{display:grid;gap:.25rem;font-size:.875rem;font-weight:500}
input{font:inherit;padding:.65rem .8rem;border:1px solid #B9AFA1;border-radius:.5rem;background:#fff;color:inherit}
button{font:inherit;cursor:pointer;border-radius:.5rem;padding:.7rem 1rem;border:1px solid transparent}
.primary{background:#C8451B;color:#fff;font-weight:600;margin-top:.25rem}
.primary:hover{background:#AE3A14}
.person{display:grid;gap:.1rem;text-align:left;background:#fff;border-color:#E2D9CC;color:inherit}
.person:hover{border-color:#C8451B}
.person b{font-weight:600}
.person span{font-size:.8125rem;color:#6A6258}
:focus-visible{outline:2px solid #C8451B;outline-offset:2px}
.error{margin:0;padding:.6rem .8rem;border-radius:.5rem;background:#FBE9E2;color:#8A2A0B;font-size:.875rem}
small{display:block;margin-top:2.5rem;color:#6A6258;font-size:.8125rem}
pre{white-space:pre-wrap;font-size:.8125rem;color:#6A6258}`

/** Text made safe for HTML, inside attributes too. */
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)} · Fiftyone</title><style>${STYLE}</style></head>
<body><main><p class="brand">Fiftyone <i>accounts</i></p>
${content}
<small>This is the demo sign-in server on your own machine. In production, your identity provider stands here.</small>
</main></body></html>`
}

/** The sign-in page: demo people to choose from, beside a form. */
export function signInPage(people: readonly Person[], failed?: { email: string; message: string }): string {
  const buttons = people.map(
    (person) => `<button class="person" name="demo" value="${escapeHtml(person.email)}">
<b>Continue as ${escapeHtml(person.name)}</b><span>${escapeHtml(person.roles.join(', ') || 'no roles')}</span></button>`,
  )
  const error = failed ? `<p class="error" role="alert" id="error">${escapeHtml(failed.message)}</p>` : ''
  const describedBy = failed ? ' aria-invalid="true" aria-describedby="error"' : ''
  return page(
    'Sign in',
    `<h1>Sign in</h1><p>Choose a demo person, or use an e-mail address and password.</p>
<div class="columns">
<form method="post"><h2>Demo people</h2>${buttons.join('')}</form>
<form method="post"><h2>E-mail and password</h2>${error}
<label>E-mail address<input name="email" type="email" autocomplete="username" required${describedBy}
 value="${escapeHtml(failed?.email ?? '')}"></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required${describedBy}></label>
<button class="primary">Sign in</button></form>
</div>`,
  )
}

/** Shown only when an application asks for consent explicitly. */
export const consentPage = (clientId: string, person: Person): string =>
  page(
    'Allow access',
    `<h1>Allow access?</h1>
<p><b>${escapeHtml(clientId)}</b> will see the name, e-mail address and roles of ${escapeHtml(person.name)}.</p>
<form method="post"><button class="primary" name="consent" value="yes">Allow</button></form>`,
  )

export const signOutPage = (form: string): string =>
  page(
    'Sign out',
    `<h1>Sign out everywhere?</h1><p>You will be signed out of this server, too.</p>${form}
<form><button class="primary" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button class="person" form="op.logoutForm">Stay signed in</button></form>`,
  )

export const signedOutPage = (): string => page('Signed out', '<h1>You are signed out.</h1>')

export const errorPage = (details: Readonly<Record<string, unknown>>): string =>
  page(
    'Sign-in failed',
    `<h1>That did not work.</h1><p>Go back to the shop and start signing in again.</p>
<pre>${escapeHtml(JSON.stringify(details, null, 2))}</pre>`,
  )
