import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunConfig } from './run-config.js';
import { RUN_FILES } from './run-files.js';
import type { StagePlan } from './stage-plan.js';
import { TrainingError } from './training-error.js';
import { writeSynced } from './write-synced.js';

/** What code trains. */
export interface CodeVersion {
  readonly tryflow: string;
  /** SHA-256 over the learning core as it runs. */
  readonly digest: string;
  readonly node: string;
  readonly onnxruntime: string;
  /** Operating system and processor. */
  readonly platform: string;
}

/** A data set as it was found. */
export interface RecordedData {
  readonly name: string;
  readonly terms: string;
  readonly use: 'research' | 'commercial';
  readonly share: number;
  readonly pairs: number;
  /** SHA-256 over ids and contents. */
  readonly digest: string;
}

/** One start of the run: it may be stopped and resumed often. */
export interface RecordedStart {
  readonly at: string;
  readonly code: CodeVersion;
}

/** `run.json`: everything that the numbers of a run depend on. */
export interface RunRecord {
  readonly version: 1;
  /** As given, with absolute paths and defaults. */
  readonly config: RunConfig;
  readonly workers: number;
  readonly stages: readonly StagePlan[];
  readonly data: readonly RecordedData[];
  /** SHA-256 of further files by what they are for: `perceptual`, `start`. */
  readonly files: Readonly<Record<string, string>>;
  readonly starts: readonly RecordedStart[];
}

/** @returns undefined when no run began in that folder */
export async function readRunRecord(folder: string): Promise<RunRecord | undefined> {
  const path = join(folder, RUN_FILES.run);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as RunRecord;
  } catch {
    throw new TrainingError(`${path} is damaged; restore it, or begin a new run in another folder.`);
  }
}

/** Whole or not at all. */
export function writeRunRecord(folder: string, record: RunRecord): Promise<void> {
  return writeSynced(join(folder, RUN_FILES.run), `${JSON.stringify(record, null, 2)}\n`);
}

/**
 * What has changed so that going on would give other numbers than an uninterrupted run. Stages that have not begun may
 * change, and so may paths, names, rhythm and validation.
 *
 * @param begun how many stages have begun
 * @returns a line for each change
 */
export function changesThatMatter(before: RunRecord, after: RunRecord, begun: number): string[] {
  const [old, now] = [identity(before, begun), identity(after, begun)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((what) => {
    const [was, is] = [old[what], now[what]].map((value) => JSON.stringify(value) ?? 'nothing');
    return was === is ? [] : [`${what} was ${was} and is ${is}`];
  });
}

function identity(
  { config, workers, stages, data, files }: RunRecord,
  begun: number,
): Record<string, unknown> {
  const { preset, seed, losses, augmentation } = config;
  const numbered = (what: string, list: readonly unknown[]): [string, unknown][] =>
    list.map((value, i) => [`${what} ${i + 1}`, value]);
  return Object.fromEntries([
    ...Object.entries({ preset, seed, workers, augmentation, ...losses, ...files }),
    ...numbered(
      'data set',
      data.map(({ share, pairs, digest }) => ({ share, pairs, digest })),
    ),
    ...numbered('stage', stages.slice(0, begun).map(sorted)),
  ]);
}

/** With its keys in one order, so that texts can be compared. */
function sorted(plan: StagePlan): unknown {
  return Object.fromEntries(Object.entries(plan).sort(([a], [b]) => (a < b ? -1 : 1)));
}
