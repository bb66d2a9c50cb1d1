/** As app/globals.css has them; its file has a name that only a build knows. */
const STYLE = `
  :root { color-scheme: light dark; --paper: #faf7f2; --ink: #1b1916; --muted: #6b655c; --accent: #a93812 }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #141210; --ink: #f3eee6; --muted: #a89f92; --accent: #f08a5f }
  }
  body { margin: 0; min-height: 100dvh; display: grid; place-content: center; background: var(--paper); color: var(--ink);
    font: 1rem/1.6 system-ui, sans-serif }
  main { max-width: 34rem; padding: 1.5rem }
  h1, .name { font-family: Georgia, serif; font-weight: 400; line-height: 1.15; margin: 0 0 1rem }
  h1 { font-size: clamp(2rem, 6vw, 2.75rem) }
  .name { font-size: 1.5rem }
  p { color: var(--muted); margin: 0 0 1.5rem }
  a { color: var(--accent); text-underline-offset: 0.2em }`

/**
 * A page for what never reaches Next: without a script, a font or a file of the shop.
 * @param {{ title: string, detail: string }} words
 */
export const refusalPage = ({ title, detail }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Fiftyone</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<div class="name">Fiftyone</div>
<h1>${title}</h1>
<p>${detail}</p>
<a href="/">Back to the shop</a>
</main>
</body>
</html>
`
