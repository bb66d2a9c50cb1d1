/**
 * Makes the web's files of the catalogue's photographs: public/photos/{key}-{width}.avif and .webp, and the manifest
 * prisma/seed/photos.json that the seed reads. Both are committed, so only someone who changes a photograph runs it:
 * `npm run photos` makes what is missing or older than its original, `npm run photos -- --all` everything.
 */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { PHOTO_WIDTHS, type Photo } from '../lib/catalog/schema'
import { command } from './terminal/command'

const ORIGINALS = 'prisma/seed/photos'
const OUT = 'public/photos'
const MANIFEST = 'prisma/seed/photos.json'
/** Only photographs that are this wide themselves (the home page's) get these. */
const LARGE_WIDTHS = [1920, 2400]

const flags = command({
  run: 'npm run photos --',
  about:
    "Makes the web's files of the catalogue's photographs. Both are committed: only who changes a photograph runs it.",
  examples: ['npm run photos', 'npm run photos -- --all'],
})
  .option('--all', 'also those that are newer than their originals')
  .parse()
  .opts()

const alts: Record<string, string> = JSON.parse(await readFile('prisma/seed/alts.json', 'utf8'))
const names = (await readdir(ORIGINALS)).filter((name) => name.endsWith('.jpg')).sort()
await mkdir(OUT, { recursive: true })

const photos: Photo[] = []
let made = 0
for (const name of names) {
  const file = path.join(ORIGINALS, name)
  const { width, height } = await sharp(file).metadata()
  const alt = alts[name]
  if (!alt) throw new Error(`prisma/seed/alts.json has no words for ${name}`)
  const key = name.replace(/\.jpg$/, '')
  for (const size of [...PHOTO_WIDTHS, ...LARGE_WIDTHS].filter((size) => size <= width)) {
    const resized = () => sharp(file).resize({ width: size })
    const target = path.join(OUT, `${key}-${size}`)
    if (await isOlder(`${target}.avif`, file)) {
      await resized().avif({ quality: 50, effort: 5 }).toFile(`${target}.avif`)
      made++
    }
    if (await isOlder(`${target}.webp`, file)) {
      await resized().webp({ quality: 72, effort: 5 }).toFile(`${target}.webp`)
      made++
    }
  }
  photos.push({ key, alt, width, height, blurDataUrl: await blur(file) })
}
await writeFile(MANIFEST, JSON.stringify(photos, null, 2) + '\n')
console.log(`${photos.length} photographs, ${made} files made in ${OUT}`)

async function isOlder(target: string, original: string): Promise<boolean> {
  if (flags.all) return true
  const made = await stat(target).catch(() => undefined)
  return !made || made.mtimeMs < (await stat(original)).mtimeMs
}

/** A few pixels to show, blurred by the browser, until the photograph is there. */
async function blur(file: string): Promise<string> {
  const bytes = await sharp(file).resize({ width: 10 }).webp({ quality: 40 }).toBuffer()
  return `data:image/webp;base64,${bytes.toString('base64')}`
}
