import { SetMetadata } from '@nestjs/common';
import type { Role } from './role.js';

/**
 * Who may call a query or mutation: a shop page, a shopper with a token, an admin key of at least this role, or an owner
 * of the default channel. Every root field must say so; one that does not is refused.
 */
export type Permission = 'SHOP' | 'SHOPPER' | Role | 'PLATFORM_OWNER';

export const PERMISSION = Symbol('permission');

export const Allow = (permission: Permission) => SetMetadata(PERMISSION, permission);
