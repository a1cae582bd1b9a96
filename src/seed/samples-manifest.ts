import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What `samples.json` says of the demo catalogue. Pictures are paths relative to its folder. */
export interface SamplesManifest {
  /** ISO 4217. */
  readonly currencyCode: string;
  readonly garments: readonly {
    readonly sku: string;
    readonly name: string;
    readonly description: string;
    readonly tags: string[];
    readonly priceMinor: number;
    readonly picture: string;
  }[];
  readonly people: readonly { readonly name: string; readonly picture: string }[];
}

/** Reads the manifest, or answers undefined when the folder has none. */
export async function readSamplesManifest(folder: string): Promise<SamplesManifest | undefined> {
  const text = await readFile(join(folder, 'samples.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as SamplesManifest);
}
