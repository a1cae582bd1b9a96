import type { PoolConfig } from 'pg';
import type { PostgresConnection } from './embedded/owner-messages.js';

/** Which database: a server's URL, or how to reach the embedded one. */
export type DatabaseSettings =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'embedded'; readonly connection: PostgresConnection };

/** The settings for a pool of `pg` connections of its own. */
export function poolConfig(settings: DatabaseSettings): PoolConfig {
  return settings.kind === 'url' ? { connectionString: settings.url } : { ...settings.connection };
}
