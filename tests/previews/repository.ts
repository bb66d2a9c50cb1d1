import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { shareDependencies } from '@/scripts/preview/dependencies'

/** A throw-away clone of this repository, at its newest commit, in which branches can be made and previewed. */
export async function cloneRepository(root: string, folder: string) {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder], { stdio: 'pipe' })
  git('config', 'user.email', 'test@example.com')
  git('config', 'user.name', 'Test')
  await shareDependencies(root, folder)

  /** Commits a column that other branches do not have. */
  const addColumn = (branch: string, column: string) => {
    git('checkout', '--quiet', '-B', branch)
    const migration = path.join(folder, 'prisma/shop/migrations', `9000_${column}`)
    mkdirSync(migration)
    writeFileSync(
      path.join(migration, 'migration.sql'),
      `ALTER TABLE "Product" ADD COLUMN "${column}" text;\n`,
    )
    const schema = path.join(folder, 'prisma/shop/schema.prisma')
    const text = readFileSync(schema, 'utf8')
    writeFileSync(
      schema,
      text.replace(/model Product \{\n/, (line) => `${line}  ${column} String?\n`),
    )
    git('add', '.')
    git('commit', '--quiet', '-m', `A column named ${column}`)
  }

  /** `npm run preview -- …` in the clone. @throws with its output when it fails */
  const preview = (...args: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      let output = ''
      const child = spawn(process.execPath, ['scripts/preview.mjs', ...args], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const log = path.join(folder, '..', 'previews.log')
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString('utf8')
          appendFileSync(log, chunk)
        })
      child.once('exit', (code) =>
        code === 0
          ? resolve(output)
          : reject(new Error(`preview ${args.join(' ')} ended with ${code}:\n${output}`)),
      )
    })

  const list = async () => z.array(Listed).parse(JSON.parse(await preview('--list', '--json')))
  return { git, addColumn, preview, list }
}

const Listed = z.object({
  branch: z.string(),
  state: z.enum(['running', 'starting', 'stopped']),
  behind: z.int().nullable(),
  commit: z.string(),
  pid: z.int(),
  url: z.string().optional(),
  data: z.string(),
})
