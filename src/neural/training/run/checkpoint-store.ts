import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointError } from '../../checkpoints/checkpoint-error.js';
import { flatTensors, floatsByName } from '../../checkpoints/flat-tensors.js';
import { readSafetensors } from '../../checkpoints/read-safetensors.js';
import { writeSafetensors } from '../../checkpoints/write-safetensors.js';
import type { TrainingSnapshot } from '../training-state.js';
import { TrainingError } from './training-error.js';
import type { ReportWindowState } from './report-window.js';
import type { SanityState } from './sanity-guard.js';
import { syncFolder, writeSynced } from './write-synced.js';

/** Numbers of a checkpoint: `checkpoint.json`. */
export interface CheckpointNumbers {
  readonly version: 1;
  /** Place in the list of stages, from 0. */
  readonly stageIndex: number;
  readonly stage: string;
  /** Steps of this stage that are done. */
  readonly stepsDone: number;
  /** Samples of this stage that were seen. */
  readonly samples: number;
  /** Samples of all stages before and of this one. */
  readonly totalSamples: number;
  /** The stage has ended: there is no state, and the weights are those after it. */
  readonly isStageEnd: boolean;
  /** The part of a report that is not told yet. */
  readonly window: ReportWindowState;
  readonly sanity: SanityState;
}

/** Everything that a run needs to go on. */
export interface Checkpoint extends CheckpointNumbers {
  /** What is trained and what the optimiser remembers; empty at a stage's end. */
  readonly state: TrainingSnapshot['state'];
  /** Weights by name: those that the stage began with, of all networks; at its end those after it. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

const NUMBERS = 'checkpoint.json';
const STATE = 'state.safetensors';
const WEIGHTS = 'weights.safetensors';
const PART = '.part';
const KEPT = 3;

/** Checkpoints of a run: folders that appear whole or not at all; the last three and the ends of stages are kept. */
export class CheckpointStore {
  constructor(private readonly folder: string) {}

  /** @returns the new checkpoint's folder */
  async write({ state, weights, ...numbers }: Checkpoint): Promise<string> {
    const path = join(this.folder, nameOf(numbers));
    const draft = path + PART;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    await writeSafetensors(join(draft, WEIGHTS), flatTensors(weights));
    if (!numbers.isStageEnd) await writeSafetensors(join(draft, STATE), flatTensors(state));
    await writeSynced(join(draft, NUMBERS), `${JSON.stringify(numbers, null, 2)}\n`);
    await syncFolder(draft);
    await rm(path, { recursive: true, force: true });
    await rename(draft, path);
    await syncFolder(this.folder);
    await this.prune();
    return path;
  }

  /** Names of the checkpoints, oldest first. */
  async list(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter((name) => !name.endsWith(PART)).sort();
  }

  /** How many stages have begun. */
  async stagesBegun(): Promise<number> {
    return Number((await this.list()).at(-1)?.split('-')[0] ?? 0);
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  /**
   * The newest checkpoint that can be read.
   *
   * @param tell is told of those that cannot
   * @returns undefined when there is none at all
   * @throws TrainingError when there are checkpoints and none can be read
   */
  async latest(tell: (line: string) => void): Promise<Checkpoint | undefined> {
    const names = await this.list();
    for (const name of names.toReversed()) {
      try {
        return await this.read(name);
      } catch (error) {
        if (!(error instanceof CheckpointError || error instanceof TrainingError)) throw error;
        tell(`${join(this.folder, name)} is left aside: ${error.message}`);
      }
    }
    if (names.length === 0) return undefined;
    throw new TrainingError(
      `No checkpoint of ${this.folder} can be read; begin a new run in another folder.`,
    );
  }

  /** @throws TrainingError or CheckpointError naming what is damaged */
  async read(name: string): Promise<Checkpoint> {
    const path = join(this.folder, name);
    const numbers = parse(await readFile(join(path, NUMBERS), 'utf8').catch(() => ''));
    if (numbers?.version !== 1) throw new TrainingError(`${join(path, NUMBERS)} is missing or damaged.`);
    return {
      ...numbers,
      state: numbers.isStageEnd ? new Map() : await readFloats(join(path, STATE)),
      weights: await readFloats(join(path, WEIGHTS)),
    };
  }

  private async prune(): Promise<void> {
    const passing = (await this.list()).filter((name) => !name.endsWith(END));
    for (const name of passing.slice(0, -KEPT)) {
      await rm(join(this.folder, name), { recursive: true, force: true });
    }
  }
}

const END = '-end';

/** Sorted by name they are sorted by time: `2-tutor-000012000`, `2-tutor-000060000-end`. */
function nameOf({ stageIndex, stage, stepsDone, isStageEnd }: CheckpointNumbers): string {
  const place = String(stageIndex + 1).padStart(2, '0');
  return `${place}-${stage}-${String(stepsDone).padStart(9, '0')}${isStageEnd ? END : ''}`;
}

function parse(json: string): CheckpointNumbers | undefined {
  try {
    return JSON.parse(json) as CheckpointNumbers;
  } catch {
    return undefined;
  }
}

async function readFloats(path: string): Promise<Map<string, Float32Array>> {
  return floatsByName((await readSafetensors(path)).tensors);
}
