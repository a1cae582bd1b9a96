import { basename, dirname, resolve } from 'node:path';
import type { BenchmarkId } from '../../evaluation/benchmarks/benchmark.js';
import { evaluate } from '../../evaluation/runs/evaluate.js';
import type {
  EvaluationProgress,
  EvaluationSize,
  LpipsWeights,
} from '../../evaluation/runs/evaluation-request.js';
import type { EvaluationResult } from '../../evaluation/runs/evaluation-result.js';
import { defaultRunFolder } from '../../evaluation/runs/run-folder.js';
import { readConfig } from '../../config/read-config.js';
import type { Config } from '../../config/config.js';
import { type LoadedModel, ModelRegistry } from '../../models/model-registry.js';
import type { LpipsBackbone } from '../../neural/networks/perceptual/lpips.js';
import { CliError, EXIT } from '../exit-code.js';
import { modelRegistry } from '../models.command.js';
import { progress } from '../progress.js';
import { stopSignal } from './stop-signal.js';

/** What can be given on the command line. */
export interface EvaluateOptions {
  readonly data?: string;
  readonly model?: string;
  readonly against?: string;
  readonly out?: string;
  readonly limit?: number;
  readonly people?: readonly string[];
  readonly split?: string;
  readonly train?: string;
  readonly size: EvaluationSize;
  readonly features?: string;
  readonly resize?: 'bilinear' | 'bicubic-antialiased';
  readonly lpips?: LpipsBackbone;
  readonly lpipsBackbone?: string;
  readonly lpipsLinear?: string;
  readonly threads: number;
}

/** Items between two lines of progress. */
const TELL_EVERY = 25;

/**
 * Runs a benchmark as the command line asks for it.
 *
 * @param root folder of the runs that nobody named
 */
export async function runEvaluation(
  benchmark: BenchmarkId,
  { model, against, out, lpips, lpipsBackbone, lpipsLinear, ...options }: EvaluateOptions,
  root: string,
): Promise<{ result: EvaluationResult; folder: string }> {
  const config = readConfig(process.env);
  const request = {
    ...options,
    benchmark,
    model: await loadModel(config, model ?? config.model),
    ...(against !== undefined && { against: await loadModel(config, against) }),
    ...(lpips && { lpips: lpipsWeights(lpips, lpipsBackbone, lpipsLinear) }),
  };
  const folder = out ?? (await defaultRunFolder(root, request));
  progress(`${benchmark} of ${request.model.card.id} ${request.model.card.version}, in ${folder}`);
  const result = await evaluate({ ...request, folder, signal: stopSignal(), onProgress: teller() });
  return { result, folder };
}

function lpipsWeights(backbone: LpipsBackbone, backbonePath?: string, linearPath?: string): LpipsWeights {
  if (backbonePath === undefined || linearPath === undefined) {
    throw new CliError(EXIT.usage, 'LPIPS needs --lpips-backbone and --lpips-linear (docs/metrics.md).');
  }
  return { backbone, backbonePath, linearPath };
}

/** A model by its id in MODELS_DIR, or by its folder. */
async function loadModel(config: Config, name: string): Promise<LoadedModel> {
  if (!/[/\\]/.test(name)) return modelRegistry(config).load(name);
  const { production, allowResearchModels } = config;
  const folder = resolve(name);
  return new ModelRegistry({ folder: dirname(folder), production, allowResearchModels }).load(
    basename(folder),
  );
}

function teller(): (progress: EvaluationProgress) => void {
  let begun: { at: number; done: number } | undefined;
  return ({ phase, done, total, problems }) => {
    if (phase === 'preparing') return progress('looking at data and models');
    if (phase === 'reporting') return progress('drawing the report');
    begun ??= { at: performance.now(), done };
    if (done % TELL_EVERY !== 0 && done !== total) return;
    const each = (performance.now() - begun.at) / 1000 / Math.max(1, done - begun.done);
    const left = done === begun.done ? '' : `, about ${Math.round(each * (total - done))} s left`;
    const broken = problems === 0 ? '' : `, ${problems} of them could not be measured`;
    progress(`${done} of ${total} items${broken}${left}`);
  };
}
