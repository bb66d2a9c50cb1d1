/**
 * A word to someone whose link shows nothing: a document of its own, since a handler answers it.
 * @param title @param text of ours alone: nothing of a request stands in it
 */
export function previewMessage(status: 404 | 410, title: string, text: string): Response {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Fiftyone</title>
<style>
  :root { color-scheme: light dark; --paper: #faf7f2; --ink: #1b1916; --muted: #6b655c }
  @media (prefers-color-scheme: dark) { :root { --paper: #141210; --ink: #f3eee6; --muted: #a69f94 } }
  body { margin: 0; min-height: 100dvh; display: grid; place-content: center; padding: 24px; background: var(--paper);
    color: var(--ink); font: 17px/1.55 system-ui, sans-serif }
  main { max-width: 32rem } h1 { margin: 0 0 12px; font: 600 32px/1.1 Georgia, serif } p { margin: 0; color: var(--muted) }
  a { color: inherit; text-underline-offset: 4px } p + p { margin-top: 24px }
</style>
<main><h1>${title}</h1><p>${text}</p><p><a href="/">Fiftyone</a></p></main>
</html>`
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  })
}
