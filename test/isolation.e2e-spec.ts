import {
  buildSchema,
  type GraphQLArgument,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  isUnionType,
} from 'graphql';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ApiClient } from './support/api-client.js';
import { createTestData, type TestData, TestServer } from './support/server.js';
import { addGarment, addSamplePerson, sample, tryOn, uploadPhoto } from './support/shop.js';

const UNKNOWN_ID = '6f0e3a5e-0000-4000-8000-000000000000';

/** Every root field that takes an id, found in the schemas themselves so that a new one cannot be forgotten. */
async function operationsWithIds(
  api: 'shop' | 'admin',
): Promise<{ kind: string; field: GraphQLField<unknown, unknown> }[]> {
  const schema = buildSchema(await readFile(`schema.${api}.graphql`, 'utf8'));
  return [
    ...Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => ({ kind: 'query', field })),
    ...Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => ({
      kind: 'mutation',
      field,
    })),
  ].filter(({ field }) => field.args.some((arg) => holdsId(arg.type)));
}

function holdsId(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  return isInputObjectType(named)
    ? Object.values(named.getFields()).some((field) => holdsId(field.type))
    : named.name === 'ID';
}

describe('channels', () => {
  let data: TestData;
  let server: TestServer;
  /** The channel whose things must stay out of reach. */
  let first: { admin: ApiClient; shopper: ApiClient; ids: Record<string, string>; skus: string[] };
  let second: { admin: ApiClient; shopper: ApiClient };

  beforeAll(async () => {
    data = await createTestData();
    server = await TestServer.start(data, { SEED_SAMPLES: 'false' });
    const admin = ApiClient.admin(server.origin);
    const shopper = await ApiClient.shopper(server.origin);
    const { createChannel } = await admin.ask<{
      createChannel: { ownerKey: { key: string }; shopKey: { key: string } };
    }>(
      'mutation { createChannel(input: { code: "second", name: "Second" }) { ... on CreatedChannel { ownerKey { key } shopKey { key } } } }',
    );
    second = {
      admin: ApiClient.admin(server.origin, createChannel.ownerKey.key),
      shopper: await ApiClient.shopper(server.origin, createChannel.shopKey.key),
    };
    const garment = await addGarment(admin, 'FIRST-1', await sample('garments/g01.jpg'));
    const photo = await uploadPhoto(shopper, await sample('people/p01_g04.jpg'));
    const person = await addSamplePerson(admin, 'Model', await sample('people/p02_g03.jpg'));
    const done = await tryOn(shopper, garment.id, photo.id);
    const { createGarmentImport, prewarmTryOns } = await admin.ask<{
      createGarmentImport: { garmentImport: { id: string } };
      prewarmTryOns: { id: string };
    }>(
      `mutation ($g: [ID!]) { createGarmentImport(input: { format: CSV }) { garmentImport { id } }
        prewarmTryOns(input: { garmentIds: $g }) { ... on Prewarm { id } } }`,
      { g: [garment.id] },
    );
    const { me } = await admin.ask<{ me: { keyId: string } }>('{ me { keyId } }');
    first = {
      admin,
      shopper,
      skus: ['FIRST-1'],
      ids: {
        garment: garment.id,
        personPhoto: photo.id,
        samplePerson: person,
        tryOn: done.tryOn?.id ?? '',
        apiKey: me.keyId,
        garmentImport: createGarmentImport.garmentImport.id,
        prewarm: prewarmTryOns.id,
      },
    };
  });
  afterAll(async () => {
    await server.stop();
    await data.remove();
  });

  it.each(['shop', 'admin'] as const)(
    'should treat a foreign id exactly like a missing one in every %s operation',
    async (api) => {
      const operations = await operationsWithIds(api);
      const client = api === 'shop' ? second.shopper : second.admin;
      expect(operations.length).toBeGreaterThan(api === 'shop' ? 5 : 12);

      for (const { kind, field } of operations) {
        for (const [thing, id] of Object.entries(first.ids)) {
          const foreign = await callWith(client, kind, field, id);
          const missing = await callWith(client, kind, field, UNKNOWN_ID);
          const malformed = await callWith(client, kind, field, 'not-an-id');

          expect(comparable(foreign, id), `${field.name} with the id of a foreign ${thing}`).toEqual(
            comparable(missing, UNKNOWN_ID),
          );
          expect(comparable(malformed, 'not-an-id'), `${field.name} with a malformed id`).toEqual(
            comparable(missing, UNKNOWN_ID),
          );
          expect(JSON.stringify(foreign)).not.toContain('INTERNAL_SERVER_ERROR');
        }
      }
    },
  );

  it('should leave the first channel’s things as they were', async () => {
    const {
      garment,
      samplePerson,
      tryOn: done,
    } = await first.admin.ask<Record<string, { id: string; status?: string } | null>>(
      'query ($g: ID!, $s: ID!, $t: ID!) { garment(id: $g) { id status } samplePerson(id: $s) { id } tryOn(id: $t) { id } }',
      { g: first.ids.garment, s: first.ids.samplePerson, t: first.ids.tryOn },
    );

    expect([garment?.status, samplePerson?.id, done?.id]).toEqual([
      'READY',
      first.ids.samplePerson,
      first.ids.tryOn,
    ]);
    expect(
      await first.shopper.ask('query ($id: ID!) { personPhoto(id: $id) { state } }', {
        id: first.ids.personPhoto,
      }),
    ).toEqual({
      personPhoto: { state: 'READY' },
    });
  });

  it('should list nothing of the first channel in the second', async () => {
    const lists = await second.admin.ask<Record<string, { totalItems: number }>>(
      '{ garments { totalItems } samplePeople { totalItems } tryOns { totalItems } prewarms { totalItems } garmentImports { totalItems } }',
    );
    const { garments } = await second.shopper.ask<{ garments: { totalItems: number } }>(
      '{ garments { totalItems } }',
    );

    expect(Object.values(lists).map(({ totalItems }) => totalItems)).toEqual([0, 0, 0, 0, 0]);
    expect(garments.totalItems).toBe(0);
    const counted = '{ tryOnUsage { total { computed } } }';
    expect(await second.admin.ask(counted)).toEqual({ tryOnUsage: { total: { computed: 0 } } });
    expect(await first.admin.ask(counted)).not.toEqual({ tryOnUsage: { total: { computed: 0 } } });
    expect(await second.admin.ask('{ garmentBySku(sku: "FIRST-1") { id } }')).toEqual({ garmentBySku: null });
    expect(await second.shopper.ask('{ garmentBySku(sku: "FIRST-1") { id } }')).toEqual({
      garmentBySku: null,
    });
  });

  it('should let both channels use the same sku', async () => {
    const create =
      'mutation { createGarment(input: { sku: "FIRST-1", name: "n", category: UPPER_BODY }) { __typename } }';

    expect(await second.admin.ask(create)).toEqual({ createGarment: { __typename: 'Garment' } });
    expect(await first.admin.ask(create)).toEqual({ createGarment: { __typename: 'SkuTaken' } });
  });

  it('should refuse the first channel’s shopper token with the second channel’s key', async () => {
    const mixed = new ApiClient(server.origin, 'shop', {
      ...first.shopper.headers,
      'tryflow-key': second.shopper.headers['tryflow-key'] ?? '',
    });

    expect((await mixed.send('{ tryOns { totalItems } }')).status).toBe(401);
  });
});

/** Calls the operation with the id in every place that takes one, and plain values everywhere else. */
function callWith(
  client: ApiClient,
  kind: string,
  field: GraphQLField<unknown, unknown>,
  id: string,
): Promise<Answer<object>> {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const variables = Object.fromEntries(
    field.args.map((arg: GraphQLArgument) => [arg.name, fill(arg.type, id)]),
  );
  const type = getNamedType(field.type);
  const selection =
    isScalarType(type) || isEnumType(type)
      ? ''
      : `{ __typename ${isUnionType(type) ? '... on ErrorResult { errorCode message }' : ''} }`;
  return client.send(`${kind} (${declared}) { ${field.name}(${passed}) ${selection} }`, variables);
}

function fill(type: GraphQLInputType, id: string): unknown {
  if (isNonNullType(type)) return fill(type.ofType, id);
  if (isListType(type)) return [fill(type.ofType, id)];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || holdsId(field.type),
    );
    return Object.fromEntries(fields.map((field) => [field.name, fill(field.type, id)]));
  }
  if (isEnumType(type)) return type.getValues()[0]?.value;
  switch (type.name) {
    case 'ID':
      return id;
    case 'Int':
      return 1;
    case 'Boolean':
      return true;
    default:
      return 'text';
  }
}

/** The answer without the id that was asked for and without times. */
function comparable(answer: Answer<object>, id: string): string {
  return JSON.stringify(answer).replaceAll(id, 'ID');
}
