/** What an admin key may do; each role includes the ones before it. */
export const ROLES = ['VIEWER', 'EDITOR', 'OWNER'] as const;

export type Role = (typeof ROLES)[number];

/** Whether a key of role `held` may do what asks for `needed`. */
export function includesRole(held: Role, needed: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(needed);
}
