import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'

export interface Browser {
  executablePath: string
  args: string[]
  /** Which one it is, for the reader of a log. */
  origin: string
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
/** There is no screen: drawing in software, in a process of its own, is what costs most. */
const NO_GPU = ['--disable-gpu']
/** What the npm package's browser needs outside of a serverless function; its own list of flags does not fit here. */
const PACKAGED_ARGS = [
  ...[...NO_GPU, '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--no-zygote'],
]

/** A Chromium for the tests: CHROMIUM_PATH, else Playwright's own, else the system's, else the one from npm. */
export async function findBrowser(): Promise<Browser> {
  const wished = process.env['CHROMIUM_PATH']
  if (wished) return { executablePath: wished, args: NO_GPU, origin: 'CHROMIUM_PATH' }
  const own = chromium.executablePath()
  if (isProgram(own)) return { executablePath: own, args: NO_GPU, origin: 'Playwright' }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  const system = [...candidates, ...(process.platform === 'darwin' ? MAC_APPS : [])].find(isProgram)
  if (system) return { executablePath: system, args: NO_GPU, origin: 'the system' }
  return packagedBrowser()
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** @sparticuz/chromium brings the browser and the libraries it needs, packed, for x64 Linux. */
async function packagedBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium was found. Run `npx playwright install chromium`, or set CHROMIUM_PATH.')
  }
  const require = createRequire(import.meta.url)
  const entry = require.resolve('@sparticuz/chromium')
  const { version } = require(path.join(path.dirname(entry), '..', 'package.json'))
  // It unpacks into TMPDIR and finds what is there already: a folder per version and user.
  const name = `fiftyone-chromium-${version}-${userInfo().uid}`
  // A worker inherits the TMPDIR that is set below.
  const folder = path.basename(tmpdir()) === name ? tmpdir() : path.join(tmpdir(), name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  process.env['TMPDIR'] = folder
  process.env['FONTCONFIG_PATH'] = fontSettings(folder)
  const { default: packaged, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium')
  setupLambdaEnvironment(path.join(folder, 'al2023', 'lib'))
  if (!existsSync(path.join(folder, 'al2023'))) {
    await inflate(path.join(path.dirname(entry), '..', 'bin', 'al2023.tar.br'))
  }
  return { executablePath: await packaged.executablePath(), args: PACKAGED_ARGS, origin: 'npm' }
}

/** The package's own fonts.conf looks for its font in /tmp alone; without any font, form fields crash the browser. */
function fontSettings(folder: string): string {
  const settings = path.join(folder, 'fontconfig')
  mkdirSync(settings, { recursive: true })
  const dirs = [path.join(folder, 'fonts'), '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`).join('')
  const cache = `<cachedir>${path.join(folder, 'font-cache')}</cachedir>`
  writeFileSync(path.join(settings, 'fonts.conf'), `<fontconfig>${dirs}${cache}</fontconfig>`)
  return settings
}
