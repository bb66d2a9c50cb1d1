/** For search engines. The one place with markup in a string: `<` is written so that no text can end the element. */
export function JsonLd({ json }: { json: object }) {
  return (
    <script
      type="application/ld+json"
      dangerouslySetInnerHTML={{ __html: JSON.stringify(json).replaceAll('<', '\\u003c') }}
    />
  )
}
