import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { findBenchmark } from '../benchmarks/benchmark-list.js';
import type { Benchmark } from '../benchmarks/benchmark.js';
import { openDataSet } from '../../neural/datasets/open-data-set.js';
import { writeSynced } from '../../neural/training/run/write-synced.js';
import { writeBadge } from '../report/badge.js';
import { writeReport } from '../report/report.js';
import { evaluationCode } from './evaluation-code.js';
import { EvaluationError, EvaluationStopped } from './evaluation-error.js';
import type { EvaluationRequest } from './evaluation-request.js';
import type { EvaluationResult, LeakReport } from './evaluation-result.js';
import { type Instruments, openInstruments } from './instruments.js';
import { type ItemRecord, ITEMS_FILE, JsonLines } from './item-log.js';
import { leaksByCard, leaksByContent } from './leaks.js';
import { MeasuredModels } from './measured-models.js';
import { type FoundItems, findItems } from './open-items.js';
import { resultOf } from './result-of.js';
import { RunFolder } from './run-folder.js';
import { beginRecord, endRecord, type EvaluationRecord, recordOf } from './run-record.js';
import { SetFeatures } from './set-features.js';

/** `result.json` in a run's folder. */
export const RESULT_FILE = 'result.json';
/** `leaks.json` in a run's folder: found once, since it takes long. */
const LEAKS_FILE = 'leaks.json';

/**
 * Runs a benchmark on a model and writes `run.json`, `items.jsonl`, `result.json`, `report.html` and `badge.json` into the
 * run's folder. The same request goes on where it was stopped or killed, and answers at once when it had ended; the result
 * is the same. Items with missing or broken files are listed in it; an evaluation in which nothing could be measured has 0
 * items.
 *
 * ONNX Runtime blocks the thread for each try-on; between items other work of the thread gets its turn.
 *
 * @throws DataSetError when the data are not in the benchmark's layout
 * @throws EvaluationError when the folder holds another run or another process evaluates there
 * @throws EvaluationStopped when `signal` asked to stop
 */
export async function evaluate(asked: EvaluationRequest): Promise<EvaluationResult> {
  const request = asked.data === undefined ? asked : { ...asked, data: resolve(asked.data) };
  const benchmark = findBenchmark(request.benchmark);
  if (!benchmark) throw new EvaluationError(`There is no benchmark ${String(request.benchmark)}.`);
  const folder = await RunFolder.take(request.folder);
  try {
    tell(request, 'preparing', 0, 0, 0);
    const found = await findItems(benchmark, request);
    const instruments = await openInstruments(request);
    try {
      const { recorded } = instruments;
      const code = await evaluationCode();
      const wanted = recordOf({ request, data: found.data, code, instruments: recorded });
      const before = await readResult(request.folder);
      if (before?.fingerprint === wanted.fingerprint) return before;
      return await run({ benchmark, request, found, instruments, wanted });
    } finally {
      await instruments.close();
    }
  } finally {
    await folder.release();
  }
}

/** All that a run begins with. */
interface RunParts {
  readonly benchmark: Benchmark;
  readonly request: EvaluationRequest;
  readonly found: FoundItems;
  readonly instruments: Instruments;
  readonly wanted: EvaluationRecord;
}

async function run({ benchmark, request, found, instruments, wanted }: RunParts): Promise<EvaluationResult> {
  const { folder } = request;
  const { extractor } = instruments;
  const record = await beginRecord(folder, wanted, new Date());
  const models = await MeasuredModels.open(benchmark, request, found);
  const sets = extractor && (await SetFeatures.open(folder, extractor));
  try {
    const leaks = await findLeaksOnce(benchmark, request, found, models.ids);
    const begun = performance.now();
    const { items, measured } = await measureAll(request, models, sets);
    const seconds = (performance.now() - begun) / 1000;
    const ended = await endRecord(folder, record, { seconds, items: measured });
    if (items.length < models.ids.length) {
      throw new EvaluationStopped(items.length, models.ids.length, folder);
    }
    const problems = items.filter(({ problem }) => problem !== undefined).length;
    tell(request, 'reporting', items.length, items.length, problems);
    const ids = items.flatMap(({ id, figures }) => (figures ? [id] : []));
    const result = resultOf({
      benchmark,
      record: ended,
      items,
      leaks,
      size: models.size,
      found,
      sets: {
        model: (await sets?.figures(ids)) ?? [],
        against: (await sets?.figures(ids, 'against')) ?? [],
      },
    });
    await writeReport(folder, { result, items, record: ended, picture: (index) => models.look(index) });
    await writeBadge(folder, result);
    await writeSynced(join(folder, RESULT_FILE), `${JSON.stringify(result, null, 2)}\n`);
    return result;
  } finally {
    await sets?.close();
    await models.close();
  }
}

/** Measures what is not measured yet, until all is or `signal` asks to stop. */
async function measureAll(
  request: EvaluationRequest,
  models: MeasuredModels,
  sets: SetFeatures | undefined,
): Promise<{ items: readonly ItemRecord[]; measured: number }> {
  const log = await JsonLines.open<ItemRecord>(join(request.folder, ITEMS_FILE));
  const items = [...log.before];
  const total = models.ids.length;
  const problems = (): number => items.filter(({ problem }) => problem !== undefined).length;
  if (items.some(({ id }, i) => id !== models.ids[i])) {
    throw new EvaluationError(
      `${request.folder}: ${ITEMS_FILE} has other items; evaluate into another folder.`,
    );
  }
  try {
    for (let i = items.length; i < total; i++) {
      if (request.signal?.aborted) break;
      const { record, look } = await models.measure(i);
      if (look) await sets?.add(record.id, look);
      await log.append(record);
      items.push(record);
      tell(request, 'measuring', i + 1, total, problems());
      await setImmediate();
    }
  } finally {
    await log.close();
  }
  return { items, measured: items.length - log.before.length };
}

async function findLeaksOnce(
  benchmark: Benchmark,
  { folder, train, model }: EvaluationRequest,
  { pairs }: FoundItems,
  ids: readonly string[],
): Promise<LeakReport> {
  if (train === undefined || !pairs) return leaksByCard(benchmark, model.card, ids);
  const path = join(folder, LEAKS_FILE);
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as LeakReport;
  const leaks = await leaksByContent(benchmark, model.card, await openDataSet(pairs.layout, train), pairs);
  await writeSynced(path, `${JSON.stringify(leaks, null, 2)}\n`);
  return leaks;
}

/** @returns undefined when the run in that folder has not ended */
export async function readResult(folder: string): Promise<EvaluationResult | undefined> {
  const path = join(folder, RESULT_FILE);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as EvaluationResult;
  } catch {
    throw new EvaluationError(`${path} is damaged; remove it to have it made again.`);
  }
}

function tell(
  { onProgress }: EvaluationRequest,
  phase: 'preparing' | 'measuring' | 'reporting',
  done: number,
  total: number,
  problems: number,
): void {
  onProgress?.({ phase, done, total, problems });
}
