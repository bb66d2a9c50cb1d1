import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type StartedProcess, startProcess } from './process'

const SAMPLE = fileURLToPath(new URL('../deploy/nginx.conf', import.meta.url))

/** nginx on PATH, or where Debian keeps it for root alone; undefined where there is none. */
export function findNginx(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders
    .filter(Boolean)
    .map((folder) => path.join(folder, 'nginx'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

/**
 * Starts nginx by deploy/nginx.conf as it stands, but for what depends on this machine: folders, the port, the servers behind.
 * @param options.folder for its files; made when it is not there
 * @throws when a line that is to be replaced is gone, or nginx refuses the file
 */
export async function startNginx(options: {
  nginx: string
  folder: string
  port: number
  /** ports of 127.0.0.1 */
  servers: readonly number[]
}): Promise<StartedProcess> {
  const { nginx, folder, port, servers } = options
  mkdirSync(folder, { recursive: true })
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const replaced: [RegExp, string][] = [
    [/^pid .*# TEST$/m, `pid ${folder}/nginx.pid; error_log ${folder}/error.log; daemon off; ${user}`],
    [
      /include mime\.types; # TEST/,
      temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' '),
    ],
    [/\/var\/cache\/nginx\/fiftyone/, `${folder}/cache`],
    [
      /server 127\.0\.0\.1:3000( .*); # TEST/,
      servers.map((server) => `server 127.0.0.1:${server}$1;`).join('\n    '),
    ],
    [/listen 80;/, `listen ${port};`],
  ]
  let text = readFileSync(SAMPLE, 'utf8')
  for (const [pattern, replacement] of replaced) {
    if (!pattern.test(text)) throw new Error(`deploy/nginx.conf has no line for ${pattern}`)
    text = text.replace(pattern, replacement)
  }
  const file = path.join(folder, 'nginx.conf')
  writeFileSync(file, text)
  execFileSync(nginx, ['-t', '-p', folder, '-c', file], { stdio: 'pipe' })
  return startProcess({ command: nginx, args: ['-p', folder, '-c', file] })
}
