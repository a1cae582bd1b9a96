import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from './support/api-client.js';
import { createTestData, type TestData, TestServer } from './support/server.js';

describe('schemas', () => {
  let data: TestData;
  let server: TestServer;

  beforeAll(async () => {
    data = await createTestData();
    server = await TestServer.start(data, { SEED_SAMPLES: 'false' });
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
  });

  it.each(['shop', 'admin'] as const)('should serve exactly the committed %s schema', async (api) => {
    const client = api === 'shop' ? ApiClient.shop(server.origin) : ApiClient.admin(server.origin);

    const served = await client.ask<IntrospectionQuery>(getIntrospectionQuery());

    const committed = buildSchema(await readFile(`schema.${api}.graphql`, 'utf8'));
    expect(print(buildClientSchema(served))).toBe(print(committed));
  });

  it('should keep every admin operation and admin-only type out of the shop schema', async () => {
    const shop = buildSchema(await readFile('schema.shop.graphql', 'utf8'));
    const admin = buildSchema(await readFile('schema.admin.graphql', 'utf8'));
    const shopOperations = Object.keys({
      ...shop.getQueryType()?.getFields(),
      ...shop.getMutationType()?.getFields(),
    });
    const adminWrites = Object.keys(admin.getMutationType()?.getFields() ?? {});
    const secretTypes = [
      'ApiKey',
      'CreatedApiKey',
      'Channel',
      'Role',
      'GarmentStatus',
      'GarmentImport',
      'Prewarm',
      'Model',
      'InferenceStatus',
    ];

    expect(shopOperations.filter((name) => adminWrites.includes(name))).toEqual([]);
    expect(secretTypes.filter((name) => shop.getType(name))).toEqual([]);
    expect(
      Object.keys(shop.getTypeMap()).filter((name) => /allowedOrigins|hash/.test(printFields(shop, name))),
    ).toEqual([]);
  });

  it('should have types generated from the committed schemas', async () => {
    const check = promisify(execFile)(process.execPath, ['scripts/generate-api-types.mjs', '--check']);

    await expect(check).resolves.toMatchObject({ stderr: '' });
  });
});

function print(schema: ReturnType<typeof buildSchema>): string {
  return printSchema(lexicographicSortSchema(schema));
}

function printFields(schema: ReturnType<typeof buildSchema>, name: string): string {
  const type = schema.getType(name);
  return type && 'getFields' in type ? Object.keys(type.getFields()).join(' ') : '';
}
