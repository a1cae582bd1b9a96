/**
 * Writes the operations of `@tryflow/client`: their types (graphql-codegen), their texts and their SHA-256 digests, and
 * the manifest from which the server knows them. `npm run client:generate`; with `--check` it writes nothing and fails
 * when the committed files differ.
 */
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import prettier from 'prettier';

const FOLDER = 'packages/client/src/operations';
const TYPES = 'packages/client/src/generated/operations.ts';
const MANIFEST = 'packages/client/operations.json';

const check = process.argv.includes('--check');
const schema = parse(await readFile('schema.shop.graphql', 'utf8'));
const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.graphql')).sort();
const documents = await Promise.all(
  files.map(async (name) => ({
    location: name,
    document: parse(await readFile(`${FOLDER}/${name}`, 'utf8')),
  })),
);
const definitions = documents.flatMap(({ document }) => document.definitions);
const fragments = new Map(
  definitions
    .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
    .map((fragment) => [fragment.name.value, fragment]),
);

/** The fragments that a definition spreads, and those that they spread. */
function fragmentsOf(definition, found = new Map()) {
  visit(definition, {
    FragmentSpread({ name }) {
      if (found.has(name.value)) return;
      found.set(name.value, fragments.get(name.value));
      fragmentsOf(fragments.get(name.value), found);
    },
  });
  return found;
}

const operations = definitions
  .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  .map((definition) => {
    const parts = [definition, ...fragmentsOf(definition).values()];
    const query = stripIgnoredCharacters(parts.map(print).join('\n'));
    return {
      name: definition.name.value,
      kind: definition.operation,
      query,
      sha256: createHash('sha256').update(query).digest('hex'),
    };
  });

const types = await codegen({
  schema,
  documents,
  filename: TYPES,
  config: {},
  plugins: [
    {
      operations: {
        enumType: 'string-literal',
        scalars: { DateTime: 'string', ID: 'string' },
        skipTypename: true,
        nonOptionalTypename: false,
      },
    },
  ],
  pluginMap: { operations: typescriptOperations },
});

const values = operations
  .map(({ name, kind, query, sha256 }) => {
    const types = `${name}${kind === 'mutation' ? 'Mutation' : 'Query'}`;
    return `export const ${name}Operation: Operation<${types}, ${types}Variables> = {
      name: ${JSON.stringify(name)}, sha256: ${JSON.stringify(sha256)},
      query: ${JSON.stringify(query).replaceAll("'", "\\'").replace(/^"|"$/g, "'").replaceAll('\\"', '"')} };`;
  })
  .join('\n\n');

const header = '/** Operations of the shop API, written by `npm run client:generate`. */\n\n';
const source = `${header}import type { Operation } from '../operation.js';\n\n${types}\n\n${values}\n`;
const manifest = Object.fromEntries(operations.map(({ sha256, query }) => [sha256, query]));

let drift = false;
for (const [path, parser, text] of [
  [TYPES, 'typescript', source],
  [MANIFEST, 'json', JSON.stringify(manifest)],
]) {
  const formatted = await prettier.format(text, { ...(await prettier.resolveConfig(path)), parser });
  if (!check) await writeFile(path, formatted);
  else if (formatted !== (await readFile(path, 'utf8').catch(() => ''))) {
    console.error(`${path} does not match the operations: run npm run client:generate`);
    drift = true;
  }
}
process.exitCode = drift ? 1 : 0;
