import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from './support/api-client.js';
import { ADMIN_KEY, createTestData, SHOP_KEY, type TestData, TestServer } from './support/server.js';

describe('access', () => {
  let data: TestData;
  let server: TestServer;
  let owner: ApiClient;

  beforeAll(async () => {
    data = await createTestData();
    server = await TestServer.start(data, { SEED_SAMPLES: 'false' });
    owner = ApiClient.admin(server.origin);
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
  });

  const code = async (answer: Promise<{ status: number; errors?: { extensions?: { code?: string } }[] }>) => {
    const { status, errors } = await answer;
    return [status, errors?.[0]?.extensions?.code];
  };

  it.each([
    ['no key', {}],
    ['a wrong key', { 'tryflow-key': `tf_pk_${'x'.repeat(43)}` }],
    ['a secret key', { 'tryflow-key': ADMIN_KEY }],
    ['an expired or forged token', { 'tryflow-key': SHOP_KEY, authorization: 'Bearer e30.e30.x' }],
  ])('should answer 401 on the shop API when it gets %s', async (_case, headers) => {
    const client = new ApiClient(server.origin, 'shop', headers);

    expect(await code(client.send('{ shop { name } }'))).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('should answer 401 on the admin API when it gets a shop key or none', async () => {
    for (const headers of [{}, { authorization: `Bearer ${SHOP_KEY}` }, { 'tryflow-key': ADMIN_KEY }]) {
      const client = new ApiClient(server.origin, 'admin', headers as Record<string, string>);

      expect(await code(client.send('{ me { role } }'))).toEqual([401, 'UNAUTHENTICATED']);
    }
  });

  it('should hold the origin against the channel’s list when a browser asks', async () => {
    const shop = ApiClient.shop(server.origin);
    const ask = (origin: string) => code(shop.send('{ shop { name } }', {}, { origin }));

    expect(await ask(server.origin)).toEqual([200, undefined]);
    expect(await ask('https://evil.example')).toEqual([403, 'ORIGIN_NOT_ALLOWED']);

    const allowedOrigins = [server.origin, 'https://shop.example'];
    await owner.ask('mutation ($o: [String!]) { updateChannel(input: { allowedOrigins: $o }) { id } }', {
      o: allowedOrigins,
    });
    expect(await ask('https://shop.example')).toEqual([200, undefined]);
  });

  it('should answer preflights for allowed origins of the shop API only', async () => {
    const preflight = async (path: string, origin: string) => {
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'tryflow-key',
      };
      return (await fetch(server.origin + path, { method: 'OPTIONS', headers })).headers.get(
        'access-control-allow-origin',
      );
    };

    expect(await preflight('/shop-api', server.origin)).toBe(server.origin);
    expect(await preflight('/shop-api', 'https://evil.example')).toBeNull();
    expect(await preflight('/admin-api', server.origin)).toBeNull();
  });

  it('should let each role do its own and nothing more', async () => {
    const client = async (role: string) => {
      const { createApiKey } = await owner.ask<{ createApiKey: { key: string } }>(
        'mutation ($role: Role) { createApiKey(input: { kind: ADMIN, role: $role, name: "test" }) { key } }',
        { role },
      );
      return ApiClient.admin(server.origin, createApiKey.key);
    };
    const [viewer, editor] = [await client('VIEWER'), await client('EDITOR')];
    const create =
      'mutation ($sku: String!) { createGarment(input: { sku: $sku, name: "n", category: UPPER_BODY }) { __typename } }';

    expect(await code(viewer.send('{ garments { totalItems } }'))).toEqual([200, undefined]);
    expect(await code(viewer.send(create, { sku: 'a' }))).toEqual([403, 'FORBIDDEN']);
    expect(await code(editor.send(create, { sku: 'a' }))).toEqual([200, undefined]);
    expect(await code(editor.send('{ apiKeys { totalItems } }'))).toEqual([403, 'FORBIDDEN']);
    expect(await code(editor.send('mutation { purgeTryOnCache(input: {}) { tryOnsDeleted } }'))).toEqual([
      403,
      'FORBIDDEN',
    ]);
  });

  it('should keep channels and models to an owner of the default channel', async () => {
    const { createChannel } = await owner.ask<{ createChannel: { ownerKey: { key: string } } }>(
      'mutation { createChannel(input: { code: "second", name: "Second" }) { ... on CreatedChannel { ownerKey { key } } } }',
    );
    const second = ApiClient.admin(server.origin, createChannel.ownerKey.key);

    expect(await code(second.send('{ channels { totalItems } }'))).toEqual([403, 'FORBIDDEN']);
    expect(await code(second.send('mutation { activateModel(id: "small-student") { __typename } }'))).toEqual(
      [403, 'FORBIDDEN'],
    );
    expect(await code(second.send('{ apiKeys { items { hint } totalItems } }'))).toEqual([200, undefined]);
  });

  it('should refuse a revoked key at once and keep the last owner key', async () => {
    const { createApiKey } = await owner.ask<{ createApiKey: { key: string; apiKey: { id: string } } }>(
      'mutation { createApiKey(input: { kind: ADMIN, role: EDITOR, name: "leaving" }) { key apiKey { id } } }',
    );
    const editor = ApiClient.admin(server.origin, createApiKey.key);
    const revoke = 'mutation ($id: ID!) { revokeApiKey(id: $id) { __typename } }';
    await editor.ask('{ me { role } }');

    expect(await owner.ask(revoke, { id: createApiKey.apiKey.id })).toEqual({
      revokeApiKey: { __typename: 'ApiKey' },
    });
    expect(await code(editor.send('{ me { role } }'))).toEqual([401, 'UNAUTHENTICATED']);

    const { me } = await owner.ask<{ me: { keyId: string } }>('{ me { keyId } }');
    expect(await owner.ask(revoke, { id: me.keyId })).toEqual({
      revokeApiKey: { __typename: 'LastOwnerKey' },
    });
  });

  it('should show no key and no hash again after it was made', async () => {
    const { apiKeys } = await owner.ask<{ apiKeys: { items: { hint: string }[] } }>(
      '{ apiKeys { items { hint name kind role } } }',
    );

    expect(apiKeys.items.length).toBeGreaterThan(1);
    expect(apiKeys.items.every(({ hint }) => hint.length === 12)).toBe(true);
    expect(server.output).not.toContain(`"${ADMIN_KEY}"`);
  });
});
