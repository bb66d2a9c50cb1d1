#!/usr/bin/env node
/**
 * A schema engine for the Prisma CLI that needs no download.
 *
 * The CLI drives its engine by JSON-RPC over stdin and stdout and fetches a native binary for it on first use. This
 * program answers the same calls with the engine's WebAssembly build from npm, over @prisma/adapter-pg, so that
 * `prisma generate`, `migrate deploy`, `migrate status` and `migrate diff` work on a machine without the internet.
 * It is used when PRISMA_SCHEMA_ENGINE_BINARY names it; otherwise the vendor's binary is.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import readline from 'node:readline'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
  },
})
const url = flags.datasource ? JSON.parse(flags.datasource).url : process.env.DATABASE_URL

if (positionals[0] === 'cli') {
  process.exit(await answerCli(positionals[1]))
} else {
  serve(await loadEngine())
}

/** `cli can-connect-to-database` and `cli create-database`: exit code 0, or 1 with one JSON log line on stderr. */
async function answerCli(command) {
  const target = new URL(url)
  const database = decodeURIComponent(target.pathname.slice(1))
  if (command === 'create-database') target.pathname = '/postgres'
  const client = new pg.Client({ connectionString: target.href })
  try {
    await client.connect()
    if (command === 'create-database')
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
    await client.end()
    return 0
  } catch (error) {
    const error_code = error.code === '3D000' ? 'P1003' : 'P1001'
    const line = {
      level: 'ERROR',
      target: 'schema_engine::logger',
      timestamp: new Date().toISOString(),
      fields: { message: error.message, error_code, is_panic: false },
    }
    await new Promise((done) => process.stderr.write(JSON.stringify(line) + '\n', done))
    return 1
  }
}

async function loadEngine() {
  const require = createRequire(import.meta.url)
  const wasm = require
    .resolve('@prisma/schema-engine-wasm')
    .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), {
    './schema_engine_bg.js': engineModule,
  })
  engineModule.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()

  const factory = new PrismaPg(
    { connectionString: url },
    { schema: url ? (new URL(url).searchParams.get('schema') ?? undefined) : undefined },
  )
  for (const method of ['connect', 'connectToShadowDb']) {
    const open = factory[method].bind(factory)
    factory[method] = async () => completed(await open())
  }
  const datamodels = flags.datamodels?.map((file) => [file, readFileSync(file, 'utf8')])
  return engineModule.SchemaEngine.new(
    { datamodels },
    (line) => process.stderr.write(String(line) + '\n'),
    bindMigrationAwareSqlAdapterFactory(factory),
  )
}

/**
 * Two things the engine needs that adapter-pg lacks. It refuses Postgres's internal types ("char", name, oid), which
 * the engine's own catalog queries return: such a query is run again as plain text, and its columns are given the
 * nearest type that the engine knows. And it splits scripts at every semicolon, also inside a function's body:
 * scripts go to the server whole.
 */
function completed(adapter) {
  adapter.executeScript = (script) => withClient({}, async (client) => void (await client.query(script)))
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    try {
      return await queryRaw(query)
    } catch (error) {
      if (!/UnsupportedNativeDataType|could not be deserialized/.test(JSON.stringify(error) + error.message))
        throw error
      return readAsText(query)
    }
  }
  return adapter
}

const { BOOL, INT2, INT4, INT8, OID, TEXT, VARCHAR, CHAR } = pg.types.builtins
const NAME = 19
const NAME_ARRAY = 1003
const TEXT_ARRAY = 1009
// Column types of @prisma/driver-adapter-utils, by Postgres type.
const COLUMN_TYPE = new Map([
  [INT2, 0],
  [INT4, 0],
  [INT8, 1],
  [OID, 1],
  [BOOL, 5],
  [CHAR, 7],
  [NAME, 7],
  [TEXT, 7],
  [VARCHAR, 7],
  [NAME_ARRAY, 71],
  [TEXT_ARRAY, 71],
])

async function withClient(options, work) {
  const client = new pg.Client({ connectionString: url, ...options })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function readAsText(query) {
  return withClient({ types: { getTypeParser: () => (text) => text } }, async (client) => {
    const { fields, rows } = await client.query({ text: query.sql, values: query.args, rowMode: 'array' })
    const unknown = fields.find((field) => !COLUMN_TYPE.has(field.dataTypeID))
    if (unknown)
      throw new Error(`schema-engine: no column type for ${unknown.name} (oid ${unknown.dataTypeID})`)
    const value = (text, { dataTypeID }) => {
      if (text === null) return null
      if (dataTypeID === BOOL) return text === 't'
      if (dataTypeID === INT2 || dataTypeID === INT4) return Number(text)
      if (dataTypeID === NAME_ARRAY || dataTypeID === TEXT_ARRAY)
        return pg.types.getTypeParser(TEXT_ARRAY)(text)
      return text
    }
    return {
      columnNames: fields.map((field) => field.name),
      columnTypes: fields.map((field) => COLUMN_TYPE.get(field.dataTypeID)),
      rows: rows.map((row) => row.map((text, i) => value(text, fields[i]))),
    }
  })
}

/** JSON-RPC, one message a line, answered in the order of asking. */
function serve(engine) {
  const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n')
  const answer = async ({ id, method, params }) => {
    if (!method) return
    try {
      const result = (await engine[method === 'getDatabaseVersion' ? 'version' : method](params)) ?? null
      // The native engine prints a diff by calling the CLI back.
      if (method === 'diff' && result.stdout)
        send({ id: 1_000_000, method: 'print', params: { content: result.stdout } })
      send({ id, result })
    } catch (error) {
      const message = String(error.message ?? error)
      send({ id, error: { code: 4466, message, data: { is_panic: false, message, error_code: error.code } } })
    }
  }
  let queue = Promise.resolve()
  const lines = readline.createInterface({ input: process.stdin })
  lines.on('line', (line) => (queue = queue.then(() => answer(JSON.parse(line)))))
  lines.on('close', () => queue.then(() => process.exit(0)))
}
