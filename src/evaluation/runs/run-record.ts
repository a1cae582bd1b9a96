import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { BenchmarkId } from '../benchmarks/benchmark.js';
import type { LoadedModel } from '../../models/model-registry.js';
import type { CodeVersion } from '../../neural/training/run/run-record.js';
import { writeSynced } from '../../neural/training/run/write-synced.js';
import { EvaluationError } from './evaluation-error.js';
import type { EvaluationRequest, EvaluationSize } from './evaluation-request.js';
import type { EvaluatedData, EvaluatedModel } from './evaluation-result.js';
import type { RecordedInstruments } from './instruments.js';

/** `run.json` in a run's folder. */
export const RECORD_FILE = 'run.json';

/** `run.json`: all that the figures of a run depend on, and when it ran. */
export interface EvaluationRecord {
  readonly version: 1;
  /** SHA-256 over all but paths and times. */
  readonly fingerprint: string;
  readonly benchmark: BenchmarkId;
  readonly model: EvaluatedModel;
  readonly against?: EvaluatedModel;
  readonly data: EvaluatedData & { readonly path?: string };
  readonly options: RecordedOptions;
  readonly code: CodeVersion;
  readonly starts: readonly RecordedStart[];
}

/** What else the figures depend on. */
export interface RecordedOptions {
  readonly size: EvaluationSize;
  readonly threads: number;
  readonly people?: readonly string[];
  readonly split?: string;
  /** Name of the folder of the training data that leaks were looked for in. */
  readonly train?: string;
  /** Feature networks. */
  readonly instruments?: RecordedInstruments;
}

/** One start of the run: it may be stopped and resumed often. */
export interface RecordedStart {
  /** ISO 8601. */
  readonly at: string;
  /** Seconds that were measured, and items; absent for a start that was killed. */
  readonly seconds?: number;
  readonly items?: number;
}

/** What a record is made of. */
export interface RecordParts {
  readonly request: EvaluationRequest;
  readonly data: EvaluatedData;
  readonly code: CodeVersion;
  readonly instruments: RecordedInstruments;
}

/** The record of a request, not yet begun. */
export function recordOf({ request, data, code, instruments }: RecordParts): EvaluationRecord {
  const { benchmark, model, against, people, split, train } = request;
  const options: RecordedOptions = {
    size: request.size ?? 'frame',
    threads: request.threads ?? 1,
    ...(people && { people }),
    ...(split !== undefined && { split }),
    ...(train !== undefined && { train: basename(resolve(train)) }),
    ...(Object.keys(instruments).length > 0 && { instruments }),
  };
  const models = {
    model: evaluatedModel(model),
    ...(against && { against: evaluatedModel(against) }),
  };
  const content = { version: 1 as const, benchmark, ...models, data, options, code };
  const fingerprint = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const path = request.data === undefined ? {} : { path: resolve(request.data) };
  return { ...content, fingerprint, data: { ...data, ...path }, starts: [] };
}

/**
 * Begins a run in its folder, or goes on with one: the record of what is there with one more start.
 *
 * @throws EvaluationError when the folder holds another run
 */
export async function beginRecord(
  folder: string,
  wanted: EvaluationRecord,
  at: Date,
): Promise<EvaluationRecord> {
  const before = await readRecord(folder);
  if (before && before.fingerprint !== wanted.fingerprint) {
    throw new EvaluationError(
      `${folder} holds another run (${difference(before, wanted)}). Evaluate into another folder, or remove it.`,
    );
  }
  const record = { ...wanted, starts: [...(before?.starts ?? []), { at: at.toISOString() }] };
  await writeRecord(folder, record);
  return record;
}

/** Writes how long the last start took. */
export async function endRecord(
  folder: string,
  record: EvaluationRecord,
  took: { readonly seconds: number; readonly items: number },
): Promise<EvaluationRecord> {
  const starts = record.starts.map((start, i) =>
    i === record.starts.length - 1 ? { ...start, ...took } : start,
  );
  const ended = { ...record, starts };
  await writeRecord(folder, ended);
  return ended;
}

/** @returns undefined when no run began in that folder */
export async function readRecord(folder: string): Promise<EvaluationRecord | undefined> {
  const path = join(folder, RECORD_FILE);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as EvaluationRecord;
  } catch {
    throw new EvaluationError(`${path} is damaged; evaluate into another folder.`);
  }
}

function writeRecord(folder: string, record: EvaluationRecord): Promise<void> {
  return writeSynced(join(folder, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`);
}

function evaluatedModel({ card, digest }: LoadedModel): EvaluatedModel {
  const { height, width } = card.frame;
  return { id: card.id, version: card.version, digest, height, width };
}

function difference(before: EvaluationRecord, wanted: EvaluationRecord): string {
  const parts = ['benchmark', 'model', 'against', 'options', 'code'] as const;
  const differing: string[] = parts.filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(wanted[part]),
  );
  if (before.data.digest !== wanted.data.digest || before.data.pairs !== wanted.data.pairs)
    differing.push('data');
  return `other ${differing.join(', ') || 'circumstances'}`;
}
