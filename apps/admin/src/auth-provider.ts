import type { AuthProvider } from 'react-admin';
import { ask } from './api/ask.js';
import { keyStore } from './api/key-store.js';
import { messageOf } from './api/message-of.js';

/** What a key may do; see docs/operations.md. */
export type Role = 'VIEWER' | 'EDITOR' | 'OWNER';

/** The key's role, and whether it may also switch the model of the whole server. */
export interface Permissions {
  readonly role: Role;
  readonly isPlatformOwner: boolean;
}

interface MeAnswer {
  readonly me: Permissions & { readonly keyId: string; readonly channel: { readonly name: string } };
}

const ME = '{ me { keyId role isPlatformOwner channel { name } } }';

/** Signs in with a secret key (tf_sk_…); a 401 of any request signs out. */
export const authProvider: AuthProvider = {
  async login({ key }: { key: string }) {
    await ask<MeAnswer>(ME, {}, key.trim()).catch((error: unknown) => {
      // Without its status: a 401 here is a wrong key to be told of, not a session that has ended.
      throw new Error(messageOf(error));
    });
    keyStore.set(key.trim());
  },
  logout() {
    keyStore.clear();
    return Promise.resolve();
  },
  checkAuth() {
    return keyStore.get() ? Promise.resolve() : Promise.reject(new Error());
  },
  checkError({ status }: { status?: number }) {
    if (status !== 401) return Promise.resolve();
    keyStore.clear();
    return Promise.reject(new Error());
  },
  async getIdentity() {
    const { me } = await ask<MeAnswer>(ME);
    return { id: me.keyId, fullName: me.channel.name };
  },
  async getPermissions(): Promise<Permissions | undefined> {
    if (!keyStore.get()) return undefined;
    const { me } = await ask<MeAnswer>(ME);
    return { role: me.role, isPlatformOwner: me.isPlatformOwner };
  },
};
