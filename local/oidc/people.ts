import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

export const roleSchema = z.enum(['shopper', 'marketer', 'warehouse', 'admin'])
export type Role = z.infer<typeof roleSchema>

export interface Person {
  /** The subject of this person's tokens; never changes. */
  readonly id: string
  readonly email: string
  readonly name: string
  readonly password: string
  readonly roles: readonly Role[]
}

const PASSWORD = 'demo'

const DEMO_PEOPLE: readonly Person[] = [
  { id: 'sam', email: 'shopper@example.com', name: 'Sam Shopper', roles: ['shopper'] },
  { id: 'mara', email: 'marketer@example.com', name: 'Mara Marketer', roles: ['shopper', 'marketer'] },
  { id: 'wanda', email: 'warehouse@example.com', name: 'Wanda Warehouse', roles: ['shopper', 'warehouse'] },
  {
    id: 'ada',
    email: 'admin@example.com',
    name: 'Ada Admin',
    roles: ['shopper', 'marketer', 'warehouse', 'admin'],
  },
].map((person) => ({ ...person, password: PASSWORD, roles: z.array(roleSchema).parse(person.roles) }))

/** Who can sign in. Roles may change at any time; each answer has the roles of that moment. */
export class People {
  readonly #people = new Map(DEMO_PEOPLE.map((person) => [person.id, person]))

  list(): Person[] {
    return [...this.#people.values()]
  }

  byId(id: string): Person | undefined {
    return this.#people.get(id)
  }

  byEmail(email: string): Person | undefined {
    const wanted = email.trim().toLowerCase()
    return this.list().find((person) => person.email === wanted)
  }

  /** The person whose e-mail address and password these are. */
  signIn(email: string, password: string): Person | undefined {
    const person = this.byEmail(email)
    const [given, own] = [Buffer.from(password), Buffer.from(person?.password ?? '')]
    return given.length === own.length && timingSafeEqual(given, own) ? person : undefined
  }

  setRoles(email: string, roles: readonly Role[]): Person | undefined {
    const person = this.byEmail(email)
    if (!person) return undefined
    const changed = { ...person, roles: [...new Set(roles)] }
    this.#people.set(person.id, changed)
    return changed
  }
}
