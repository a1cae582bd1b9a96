/**
 * Writes the TypeScript types of both schemas. `npm run schema:types`; with `--check` it writes nothing and fails when
 * the committed files differ.
 */
import { GraphQLDefinitionsFactory } from '@nestjs/graphql';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import prettier from 'prettier';

const check = process.argv.includes('--check');
const drafts = await mkdtemp(join(tmpdir(), 'tryflow-types-'));
let drift = false;

for (const api of ['shop', 'admin']) {
  const draft = join(drafts, `${api}.ts`);
  await new GraphQLDefinitionsFactory().generate({
    typePaths: [`schema.${api}.graphql`],
    path: draft,
    outputAs: 'interface',
    enumsAsTypes: true,
    emitTypenameField: true,
    skipResolverArgs: true,
    customScalarTypeMapping: { DateTime: 'Date' },
    debug: false,
  });
  const target = `src/api/${api}-api.types.ts`;
  const options = { ...(await prettier.resolveConfig(target)), parser: 'typescript' };
  const generated = (await readFile(draft, 'utf8')).replace(/\/\*[\s\S]*?\*\//g, '');
  const header = `/** Types of schema.${api}.graphql, written by \`npm run schema:types\`. */\n\n`;
  const types = await prettier.format(header + generated.trimStart(), options);
  if (!check) await writeFile(target, types);
  else if (types !== (await readFile(target, 'utf8').catch(() => ''))) {
    console.error(`${target} does not match schema.${api}.graphql: run npm run schema:types`);
    drift = true;
  }
}
await rm(drafts, { recursive: true });
process.exitCode = drift ? 1 : 0;
