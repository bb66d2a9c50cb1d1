import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

interface Stored {
  payload: AdapterPayload
  expiresAt: number
}

/** Keeps what oidc-provider must remember (sessions, grants, codes, tokens) in memory, for one server. */
export function memoryStore(): AdapterFactory {
  const models = new Map<string, Map<string, Stored>>()
  return (model) => {
    const entries = models.get(model) ?? new Map<string, Stored>()
    models.set(model, entries)
    return adapterOver(entries)
  }
}

function adapterOver(entries: Map<string, Stored>): Adapter {
  function find(id: string): AdapterPayload | undefined {
    const entry = entries.get(id)
    if (entry && entry.expiresAt > Date.now()) return entry.payload
    entries.delete(id)
    return undefined
  }

  const findWhere = (key: 'uid' | 'userCode', value: string): AdapterPayload | undefined => {
    for (const id of entries.keys()) {
      const payload = find(id)
      if (payload?.[key] === value) return payload
    }
    return undefined
  }

  return {
    async upsert(id, payload, expiresIn) {
      entries.set(id, { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Infinity })
    },
    find: async (id) => find(id),
    findByUid: async (uid) => findWhere('uid', uid),
    findByUserCode: async (code) => findWhere('userCode', code),
    async consume(id) {
      const payload = find(id)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      entries.delete(id)
    },
    async revokeByGrantId(grantId) {
      for (const [id, { payload }] of entries) if (payload.grantId === grantId) entries.delete(id)
    },
  }
}
