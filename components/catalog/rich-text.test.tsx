import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { RichText as Schema, richTextOf } from '@/lib/core/rich-text'
import { RichText } from './rich-text'

const render = (document: unknown) => renderToStaticMarkup(<RichText text={Schema.parse(document)} />)
const doc = (...content: unknown[]) => ({ type: 'doc', content })
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content })
const text = (words: string, ...marks: unknown[]) => ({ type: 'text', text: words, marks })
const link = (href: unknown, more: object = {}) => ({ type: 'link', attrs: { href, ...more } })

/** What would run if it stood in a page as it is. */
const MARKUP = [
  '<script>alert(1)</script>',
  '</p><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext></mtext><script>alert(1)</script></math>',
  '<a href="javascript:alert(1)">x</a>',
  '<base href="https://evil.example/">',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><button>x',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<style>@import "https://evil.example/x.css"</style>',
  '<link rel=stylesheet href=https://evil.example>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)',
  '\u003cscript\u003ealert(1)\u003c/script\u003e',
  '<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '</script><script>alert(1)</script>',
  '<template><script>alert(1)</script></template>',
  '<marquee onstart=alert(1)>',
  '<table background="javascript:alert(1)">',
  '<p style="background:url(javascript:alert(1))">',
]
/** What would run, or lead elsewhere, behind a link. */
const HREFS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript:alert(1)//https://x',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'vbscript:msgbox(1)',
  'blob:https://x/1',
  'file:///etc/passwd',
  'view-source:https://x',
  'filesystem:https://x',
  'about:blank',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  'http://evil.example',
  'https:evil.example',
  'https:///evil.example',
  'https://good.example@evil.example',
  'https://user:pw@evil.example',
  'ftp://evil.example',
  'intent://x#Intent;scheme=http;end',
  'mailto:',
  'tel:javascript',
  '',
  'x'.repeat(501),
  null,
  1,
  { toString: 'x' },
  ['javascript:alert(1)'],
]
/** Odd, but addresses: they stay inside their attribute. */
const ODD_HREFS = [
  'https://x/"onmouseover="alert(1)',
  "https://x/'onmouseover='alert(1)",
  'https://x/<script>',
  '/c/x"><script>',
]
/** Nodes and marks that an editor of ours never writes. */
const NODES = [
  { type: 'html', content: '<script>alert(1)</script>' },
  { type: 'image', attrs: { src: 'x', onerror: 'alert(1)' } },
  { type: 'script', content: [text('alert(1)')] },
  { type: 'heading', attrs: { level: 1 }, content: [text('x')] },
  { type: 'heading', attrs: { level: '3 onclick=alert(1)' }, content: [text('x')] },
  { type: 'codeBlock', content: [text('x')] },
  { type: 'iframe', attrs: { src: 'https://evil.example' } },
  { type: '__proto__' },
  { type: 'constructor' },
  paragraph({ type: 'image', attrs: { src: 'x' } }),
  paragraph(text('x', { type: 'textStyle', attrs: { style: 'background:url(x)' } })),
  paragraph(text('x', { type: 'onclick' })),
  paragraph({ type: 'text', text: { toString: 'x' } }),
  { type: 'bulletList', content: [paragraph(text('x'))] },
  { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'html' }] }] },
]
/** Attributes that parsing drops, and so never reach an element. */
const ATTRIBUTES = [
  { ...paragraph(text('x')), attrs: { onclick: 'alert(1)' } },
  { ...paragraph(text('x')), dangerouslySetInnerHTML: { __html: '<script>alert(1)</script>' } },
  { ...paragraph(text('x')), props: { onClick: 'alert(1)' } },
  paragraph(text('x', { type: 'bold', attrs: { style: 'x', onmouseover: 'alert(1)' } })),
  paragraph(text('x', link('https://x.example/', { target: '_blank', onclick: 'alert(1)', rel: 'opener' }))),
  paragraph(text('x', link('/c/lighting', { class: 'fixed inset-0', id: 'x', style: 'position:fixed' }))),
]

/** Elements and attributes that stand in the markup, words left out. */
const elementsOf = (html: string) =>
  [...html.matchAll(/<([a-z0-9]+)([^>]*)>/gi)].map(([, name, attributes]) => `${name}${attributes}`)
const HARMLESS = /^(div|p|h3|ul|ol|li|strong|em|br|a)( (class|href|rel)="[^"<>]*")*\/?$/

test('there are a hundred hostile strings or more', () => {
  const count = MARKUP.length * 2 + HREFS.length + ODD_HREFS.length + NODES.length + ATTRIBUTES.length
  expect(count).toBeGreaterThanOrEqual(100)
})

test.each(MARKUP)('markup is words: %s', (words) => {
  for (const html of [render(doc(paragraph(text(words, { type: 'bold' })))), render(richTextOf(words))]) {
    for (const element of elementsOf(html)) expect(element).toMatch(HARMLESS)
    expect(html).not.toMatch(/<(script|img|svg|iframe|style|base|meta|form|input|object|embed)/i)
  }
})

test.each(HREFS)('no link leads to %j', (href) => {
  expect(Schema.safeParse(doc(paragraph(text('x', link(href))))).success).toBe(false)
})

test.each(ODD_HREFS)('an odd address stays in its place: %s', (href) => {
  const html = render(doc(paragraph(text('x', link(href)))))
  for (const element of elementsOf(html)) expect(element).toMatch(HARMLESS)
})

test.each(NODES)('not a part of a text: %j', (node) => {
  expect(Schema.safeParse(doc(node)).success).toBe(false)
})

test.each(ATTRIBUTES)('attributes are ours alone: %j', (node) => {
  const elements = elementsOf(render(doc(node)))
  for (const element of elements) {
    expect(element).toMatch(HARMLESS)
    expect(element).not.toMatch(/fixed|opener"|alert/)
  }
})

test('what a marketer may write stands in the page as it should', () => {
  const html = render(
    doc(
      { type: 'heading', attrs: { level: 3 }, content: [text('Made by hand')] },
      paragraph(text('Warm'), { type: 'hardBreak' }, text('light', { type: 'italic' }, { type: 'bold' })),
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('Steel'))] }] },
      paragraph(text('Read more', link('https://x.example/a?b=1&c=2'))),
      paragraph(text('Ours', link('/c/lighting'))),
    ),
  )
  expect(html).toContain('Made by hand</h3>')
  expect(html).toMatch(/Warm<br\/><strong[^>]*><em>light<\/em><\/strong>/)
  expect(html).toMatch(/<ul[^>]*><li><p>Steel<\/p><\/li><\/ul>/)
  expect(html).toMatch(/<a href="https:\/\/x.example\/a\?b=1&amp;c=2" rel="noopener noreferrer"/)
  expect(html).toMatch(/href="\/c\/lighting"/)
})
