import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedWeights } from '../../neural/networks/named-weights.js';
import type { StagePlan } from '../../neural/training/run/stage-plan.js';
import { TrainingError } from '../../neural/training/run/training-error.js';
import { installModel } from '../models-import/install-model.js';
import { progress } from '../progress.js';
import { familiarPeople } from './familiar-people.js';
import { measureStudent } from './measure-student.js';
import type { RunPlan } from './run-plan.js';
import { studentModel } from './student-files.js';
import { trainedCard } from './trained-card.js';
import type { TrainingData } from './training-data.js';
import { WEIGHTS_FILE, writeHalfWeights } from './weights-file.js';

/** What becomes a model. */
export interface RunExport {
  /** The run's folder. */
  readonly out: string;
  readonly plan: RunPlan;
  /** Of tutor and student. */
  readonly weights: NamedWeights;
  /** Samples that were seen. */
  readonly samples: number;
  /** How much of the weights that the run began with was mixed into them; undefined: nothing. */
  readonly startShare?: number;
  /** Id of the model. */
  readonly id: string;
  /** Where the model's folder is made; it is made if it is missing. */
  readonly modelsDir: string;
  /** How its figures can be measured again. */
  readonly command: string;
}

/** Larger weights for going on from are not shipped with a model. */
const MAX_WEIGHTS_BYTES = 16 * 1024 * 1024;

/**
 * Makes a model folder of a run: graph, weights to go on from, and a card with figures where the run has validation data.
 *
 * @returns the model's folder
 * @throws TrainingError when the run has no student yet or the folder exists
 */
export async function exportRun(run: RunExport): Promise<string> {
  const { out, plan, weights, samples, startShare, id, modelsDir, command } = run;
  const { record, material, validation, parent } = plan;
  const last = record.stages.at(-1);
  if (!last || !hasStudent(weights)) {
    throw new TrainingError(`${out} has trained no student yet, so that there is nothing to export.`);
  }
  progress(`exporting ${id}`);
  const people = await familiarPeople(material, last, weights);
  const student = await studentModel(material.settings.networks, last, weights, people);
  const files = await startingWeights(out, weights, record.config.preset);
  const metrics = validation ? await measured(student.graph, validation, last, command) : [];
  const card = trainedCard({ id, record, frame: last, student, files, metrics, samples, startShare, parent });
  await mkdir(modelsDir, { recursive: true });
  await installModel(modelsDir, card, student.graph, files);
  return join(modelsDir, id);
}

export function hasStudent(weights: NamedWeights): boolean {
  return [...weights.keys()].some((name) => name.startsWith('student.'));
}

async function startingWeights(
  out: string,
  weights: NamedWeights,
  preset: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const path = join(out, WEIGHTS_FILE);
  await writeHalfWeights(path, weights, preset);
  const bytes = await readFile(path);
  if (bytes.byteLength <= MAX_WEIGHTS_BYTES) return new Map([[WEIGHTS_FILE, bytes]]);
  progress(`${path} is too large to be shipped with the model; keep it to go on training`);
  return new Map();
}

async function measured(graph: Uint8Array, data: TrainingData, frame: StagePlan, command: string) {
  const { name } = data.dataSet;
  progress(`measuring on ${data.dataSet.pairs.length} pairs of ${name}`);
  const metrics = await measureStudent(graph, { store: await data.prepared(frame), name, command });
  for (const metric of metrics) progress(`${metric.name}: ${metric.value}`);
  return metrics;
}

/** The model of an earlier export of this run makes room. */
export async function replaceExport(run: RunExport): Promise<string> {
  await rm(join(run.modelsDir, run.id), { recursive: true, force: true });
  return exportRun(run);
}
