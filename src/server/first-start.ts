import type { NewChannel } from '../access/channel.service.js';

/**
 * What a newcomer needs, printed once on the terminal and never logged: the keys exist nowhere else.
 * @param origin where the server listens
 */
export function firstStartMessage({ shopKey, ownerKey }: NewChannel, origin: string): string {
  return [
    '',
    `  Tryflow answers at ${origin}`,
    '',
    '  These keys of the default channel are shown only now; keep them.',
    '',
    `    export TRYFLOW_URL=${origin}`,
    `    export TRYFLOW_SHOP_KEY=${shopKey.key}`,
    `    export TRYFLOW_ADMIN_KEY=${ownerKey.key}`,
    '',
    '',
  ].join('\n');
}
