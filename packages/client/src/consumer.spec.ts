import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A shop's code. Lines below `@ts-expect-error` must be refused, so a type that has become `any` fails too. */
const CONSUMER = `
import { ShopClient, type Garment, type TryOnOutcome } from '@tryflow/client';
import { ShopOperation } from '@tryflow/client/operations';
import { TryflowButton as ReactButton } from '@tryflow/storefront/react';
import type { TryflowEventDetails } from '@tryflow/storefront/events';
import { TryflowButton as VueButton, TryflowThumb } from '@tryflow/storefront/vue';
import { createElement } from 'react';
import { h } from 'vue';

const shop = new ShopClient({ server: 'https://tryflow.example', key: 'tf_pk_x' });
// @ts-expect-error the key is missing
new ShopClient({ server: 'https://tryflow.example' });

export async function dress(garment: Garment): Promise<string> {
  const [person] = await shop.samplePeople();
  if (!person) return '';
  const outcome: TryOnOutcome = await shop.tryOn({ garmentId: garment.id, personPhotoId: person.id });
  if (outcome.__typename === 'TryOnCompleted') return outcome.tryOn.picture.url;
  // @ts-expect-error a refusal has no picture
  return outcome.tryOn.picture.url;
}
export const name: Promise<string> = shop.send(ShopOperation, {}).then((answer) => answer.shop.name);

export const react = createElement(ReactButton, {
  sku: 'A-1',
  onResult: ({ elapsedMs, computedOn }) => console.log(elapsedMs.toFixed(), computedOn === 'DEVICE'),
  // @ts-expect-error the event has no such detail
  onShare: ({ nothing }) => console.log(nothing),
});
// @ts-expect-error the article is missing
export const anonymous = createElement(ReactButton, {});

export const vue = h(VueButton, {
  sku: 'A-1',
  onGarment: ({ sku, garmentId }) => console.log(sku.trim(), garmentId.trim()),
});
export const thumb = h(TryflowThumb, {
  sku: 'A-1',
  // @ts-expect-error the event has no such detail
  onError: ({ nothing }: { nothing: string }) => console.log(nothing),
});
export const reason = (detail: TryflowEventDetails['tryflow-error']): string => detail.reason;
`;

describe('the built packages in a shop’s TypeScript', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tryflow-consumer-'));
    await build('packages/client', 'tsconfig.build.json', 'dist');
    await build('apps/storefront', 'tsconfig.wrappers.json', 'dist/wrappers');
    for (const name of ['react', 'vue', '@vue', '@types/react', 'csstype']) {
      const place = join(folder, 'node_modules', name);
      await mkdir(dirname(place), { recursive: true });
      await symlink(join(ROOT, 'node_modules', name), place);
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** As the package's build script does, but into the shop's `node_modules`. */
  async function build(path: string, config: string, out: string): Promise<void> {
    const manifest = await readFile(join(ROOT, path, 'package.json'), 'utf8');
    const { name } = JSON.parse(manifest) as { name: string };
    const place = join(folder, 'node_modules', name);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'package.json'), manifest);
    const text = await readFile(join(ROOT, path, config), 'utf8');
    const read = ts.parseConfigFileTextToJson(config, text).config as object;
    const { options, fileNames } = ts.parseJsonConfigFileContent(read, ts.sys, join(ROOT, path));
    const program = ts.createProgram(fileNames, { ...options, outDir: join(place, out) });
    expect(complaints(program.emit().diagnostics)).toEqual([]);
  }

  it('should have types that tell events, properties and results apart', async () => {
    const file = join(folder, 'shop.ts');
    await writeFile(file, CONSUMER);

    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      types: [],
    });

    expect(complaints(ts.getPreEmitDiagnostics(program))).toEqual([]);
  });
});

function complaints(diagnostics: readonly ts.Diagnostic[]): string[] {
  return diagnostics.map(({ messageText, file, start }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName ?? ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
