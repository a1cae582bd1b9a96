import { buildSchema, graphql, type GraphQLResolveInfo } from 'graphql';
import { describe, expect, it } from 'vitest';
import { selects } from './selects.js';

const SCHEMA = buildSchema(`
  type Query { list: List }
  type List { items: [Item!]! total: Int! }
  interface Named { name: String }
  type Item implements Named { name: String, picture: Picture }
  type Picture { url: String }
`);

/** Answers whether the operation selects the path below `list`. */
async function selected(source: string, path: string[], variableValues = {}): Promise<boolean> {
  let found: boolean | undefined;
  const list = (_args: unknown, _context: unknown, info: GraphQLResolveInfo): null => {
    found = selects(info, ...path);
    return null;
  };
  const { errors } = await graphql({ schema: SCHEMA, source, rootValue: { list }, variableValues });
  expect(errors).toBeUndefined();
  return found ?? false;
}

describe('selects', () => {
  it.each([
    ['{ list { total } }', ['total'], true],
    ['{ list { total } }', ['items'], false],
    ['{ list { sum: total } }', ['total'], true],
    ['{ list { total: __typename } }', ['total'], false],
    ['{ list { items { picture { url } } } }', ['items', 'picture'], true],
    ['{ list { items { name } } }', ['items', 'picture'], false],
    [
      '{ list { ... on List { items { ...I } } } } fragment I on Item { picture { url } }',
      ['items', 'picture'],
      true,
    ],
    ['{ list { total } list { items { name } } }', ['items'], true],
    ['{ list { total @skip(if: true) items { name } } }', ['total'], false],
    [
      '{ list { items { ...I @include(if: false) name } } } fragment I on Item { picture { url } }',
      ['items', 'picture'],
      false,
    ],
  ])('should look into %s for %j', async (source, path, expected) => {
    expect(await selected(source, path)).toBe(expected);
  });

  it('should read the variables of directives', async () => {
    const source = 'query ($with: Boolean!) { list { __typename total @include(if: $with) } }';

    expect(await selected(source, ['total'], { with: true })).toBe(true);
    expect(await selected(source, ['total'], { with: false })).toBe(false);
  });
});
