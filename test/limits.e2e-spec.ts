import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from './support/api-client.js';
import { createTestData, SHOP_KEY, type TestData, TestServer } from './support/server.js';

describe('limits of the GraphQL endpoints', () => {
  let data: TestData;
  let server: TestServer;
  let shop: ApiClient;

  beforeAll(async () => {
    data = await createTestData();
    server = await TestServer.start(data, {
      SEED_SAMPLES: 'false',
      NODE_ENV: 'production',
      ALLOW_RESEARCH_MODELS: 'true',
      GRAPHQL_MAX_BYTES: '20000',
    });
    shop = ApiClient.shop(server.origin);
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
  });

  const refused = async (query: string) => {
    const { status, errors } = await shop.send(query);
    return status === 400 && errors !== undefined && !JSON.stringify(errors).includes('stacktrace');
  };

  it('should refuse an operation that has too many aliases', async () => {
    const aliases = Array.from({ length: 40 }, (_, i) => `a${i}: shop { name }`).join(' ');

    expect(await refused(`{ ${aliases} }`)).toBe(true);
  });

  it('should refuse an operation that nests too deep', async () => {
    const deep = Array.from({ length: 30 }).reduce(
      (inner: string) => `... on Query { ${inner} }`,
      'shop { name }',
    );
    const nested = `{ garments { items ${'{ picture '.repeat(12)} { url } ${'}'.repeat(12)} } }`;

    expect(await refused(`{ ${deep} }`)).toBe(true);
    expect(await refused(nested)).toBe(true);
  });

  it('should refuse an operation that costs too much', async () => {
    const item = 'items { id sku name description tags picture { url width height } price { amountMinor } }';
    const expensive = Array.from(
      { length: 29 },
      (_, i) => `g${i}: garments { ${`${item} `.repeat(5)} totalItems }`,
    ).join(' ');

    expect(await refused(`{ ${expensive} }`)).toBe(true);
  });

  it('should answer 413 when the body is too large', async () => {
    const { status } = await shop
      .send(`{ shop { name } } #${'x'.repeat(30_000)}`)
      .catch(() => ({ status: 413 }));

    expect(status).toBe(413);
  });

  it('should answer no introspection in production', async () => {
    const { data: answer, errors } = await shop.send('{ __schema { types { name } } }');

    expect(answer?.valueOf()).toBeUndefined();
    expect(errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('should refuse a request that a foreign page could send without a preflight', async () => {
    const response = await fetch(
      `${server.origin}/shop-api?query=${encodeURIComponent('{ shop { name } }')}`,
      {
        headers: { 'tryflow-key': SHOP_KEY },
      },
    );

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('CSRF');
  });

  it.each([
    ['skip', '{ garments(options: { skip: -1 }) { totalItems } }'],
    ['skip', '{ garments(options: { skip: 10001 }) { totalItems } }'],
    ['take', '{ garments(options: { take: 0 }) { totalItems } }'],
    ['take', '{ garments(options: { take: 101 }) { totalItems } }'],
  ])('should name %s when a page is out of bounds', async (field, query) => {
    const { errors } = await shop.send(query);

    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(field);
  });

  it('should refuse a research model in production unless the operator overrides', async () => {
    const other = await createTestData();

    await expect(TestServer.start(other, { NODE_ENV: 'production' })).rejects.toThrow(
      /ALLOW_RESEARCH_MODELS/,
    );
    await other.remove();
  });
});
