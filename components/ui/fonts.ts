import localFont from 'next/font/local'

/** Names and prices in large sizes; its optical-size axis draws them finer the larger they are. */
const display = localFont({
  src: '../../node_modules/@fontsource-variable/fraunces/files/fraunces-latin-opsz-normal.woff2',
  weight: '100 900',
  variable: '--font-fraunces',
  display: 'swap',
  preload: true,
  adjustFontFallback: 'Times New Roman',
})

const text = localFont({
  src: '../../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
  weight: '400 700',
  variable: '--font-instrument',
  display: 'swap',
  preload: true,
  adjustFontFallback: 'Arial',
})

/** Names and addresses from Łódź to İzmir; fetched only when such a letter is on the page. */
const textExtended = localFont({
  src: '../../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-ext-wght-normal.woff2',
  weight: '400 700',
  variable: '--font-instrument-ext',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value: 'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+1E00-1E9F, U+20A0-20AB, U+20AD-20C0',
    },
  ],
})

/** For <html>: defines the CSS variables that app/globals.css builds its font families of. */
export const fontVariables = `${display.variable} ${text.variable} ${textExtended.variable}`
