import type { Role } from '../schema'

/** Whether somebody with these roles may do what a role may; an admin may do all. */
export function mayActAs(roles: readonly Role[], needed: Role): boolean {
  return roles.includes(needed) || roles.includes('admin')
}
