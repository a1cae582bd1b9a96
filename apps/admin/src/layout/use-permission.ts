import { usePermissions } from 'react-admin';
import type { Permissions } from '../auth-provider.js';

const RANK = { VIEWER: 0, EDITOR: 1, OWNER: 2 } as const;

/** Whether the key in use may do what needs the role; false until it is known. */
export function usePermission(role: keyof typeof RANK): boolean {
  const { permissions } = usePermissions<Permissions | undefined>();
  return permissions !== undefined && RANK[permissions.role] >= RANK[role];
}

/** Whether the key may manage the whole server. */
export function usePlatformPermission(): boolean {
  const { permissions } = usePermissions<Permissions | undefined>();
  return permissions?.isPlatformOwner ?? false;
}
