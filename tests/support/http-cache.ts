import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../local/free-port'

/**
 * A shared cache as a CDN is one: it obeys what the shop says of each answer, and asks once for all who wait for the same;
 * who comes while it asks gets the old copy.
 */
const config = (options: { dir: string; port: number; origin: string }) => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${options.dir}/nginx.pid;
error_log ${options.dir}/error.log;
events { worker_connections 2048; }
http {
  access_log off;
  client_body_temp_path ${options.dir}/body;
  proxy_temp_path ${options.dir}/temp;
  fastcgi_temp_path ${options.dir}/fastcgi;
  uwsgi_temp_path ${options.dir}/uwsgi;
  scgi_temp_path ${options.dir}/scgi;
  proxy_cache_path ${options.dir}/cache keys_zone=shop:10m;
  upstream shop { server ${options.origin}; keepalive 8; }
  server {
    listen 127.0.0.1:${options.port};
    location / {
      proxy_pass http://shop;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_cache shop;
      proxy_cache_key $request_uri;
      proxy_cache_lock on;
      proxy_cache_revalidate on;
      proxy_cache_use_stale updating;
      add_header X-Cache $upstream_cache_status;
    }
  }
}
`

/** Starts nginx as a shared cache in front of `origin` (host:port). */
export async function startHttpCache(executable: string, origin: string) {
  const dir = await mkdtemp(path.join(tmpdir(), 'fiftyone-nginx-'))
  const port = await freePort()
  const file = path.join(dir, 'nginx.conf')
  await writeFile(file, config({ dir, port, origin }))
  const nginx = spawn(executable, ['-p', dir, '-e', path.join(dir, 'error.log'), '-c', file], {
    stdio: 'ignore',
  })
  const exited = once(nginx, 'exit')
  const url = `http://127.0.0.1:${port}`
  for (const until = Date.now() + 10_000; ;) {
    const answers = await fetch(`${url}/`).then(
      () => true,
      () => false,
    )
    if (answers) break
    if (nginx.exitCode !== null || Date.now() > until) throw new Error('nginx did not start')
    await sleep(50)
  }
  return {
    url,
    async close() {
      nginx.kill('SIGTERM')
      await exited
      await rm(dir, { recursive: true, force: true })
    },
  }
}
