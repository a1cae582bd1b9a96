import { buildSchema, graphql, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { coerceIds } from './coerce-ids.js';

const UUID = '6F0E3A5E-0000-4000-8000-0000000000AB';
const NIL = '00000000-0000-0000-0000-000000000000';

function schemaThatEchoes(): GraphQLSchema {
  const schema = buildSchema(`
    input Nested { id: ID, ids: [ID!], name: String }
    type Query { echo(id: ID, ids: [ID!], name: String, nested: [Nested!]): String }
  `);
  const echo = schema.getQueryType()?.getFields().echo;
  if (echo) echo.resolve = (_source, args) => JSON.stringify(args);
  return coerceIds(schema);
}

describe('coerceIds', () => {
  const ask = async (call: string): Promise<unknown> => {
    const { data } = await graphql({ schema: schemaThatEchoes(), source: `{ ${call} }` });
    return JSON.parse(String(data?.echo));
  };

  it('should leave well-formed ids and everything that is no id as they are', async () => {
    expect(await ask(`echo(id: "${UUID}", name: "not-an-id")`)).toEqual({ id: UUID, name: 'not-an-id' });
  });

  it('should make malformed ids missing ones, in lists and inputs too', async () => {
    expect(await ask(`echo(id: "1", ids: ["${UUID}", "x"], nested: [{ id: "y", name: "z" }])`)).toEqual({
      id: NIL,
      ids: [UUID, NIL],
      nested: [{ id: NIL, name: 'z' }],
    });
  });

  it('should keep absent arguments absent and null ones null', async () => {
    expect(await ask('echo(id: null)')).toEqual({ id: null });
    expect(await ask('echo')).toEqual({});
  });
});
