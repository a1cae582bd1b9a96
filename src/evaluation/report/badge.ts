import { join } from 'node:path';
import { writeSynced } from '../../neural/training/run/write-synced.js';
import type { EvaluationResult, Figure } from '../runs/evaluation-result.js';
import { fixed } from './numbers.js';

/** `badge.json` in a run's folder. */
export const BADGE_FILE = 'badge.json';

/** What shields.io's endpoint badge reads (https://shields.io/badges/endpoint-badge). */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
  readonly isError?: boolean;
}

/** Which figure a badge shows: the first of these that was measured. */
const SHOWN: readonly Figure['metric'][] = ['ssim', 'fid', 'kid', 'l1'];

/** The first figure of a run. It is grey where items are leaked or nothing was measured: no colour says “good”. */
export function badgeOf({ benchmark, figures, leaks, model }: EvaluationResult): Badge {
  const label = `${benchmark.title}: ${model.id}`;
  const figure = SHOWN.map((name) => figures.find(({ metric }) => metric === name)).find(Boolean);
  if (!figure) return { schemaVersion: 1, label, message: 'not measured', color: 'lightgrey', isError: true };
  const { mean, low, high, digits, features } = figure;
  const margin = low === null || high === null ? '' : ` ± ${fixed((high - low) / 2, digits)}`;
  const proxy = features !== undefined && features.startsWith('proxy:') ? ` (${features})` : '';
  const name = figure.metric.toUpperCase();
  const leaked = leaks.ids.length > 0 ? ', leaked items' : '';
  return {
    schemaVersion: 1,
    label,
    message: `${name} ${fixed(mean, digits)}${margin}${proxy}${leaked}`,
    color: leaks.ids.length > 0 ? 'lightgrey' : 'blue',
  };
}

/** Writes `badge.json`. */
export function writeBadge(folder: string, result: EvaluationResult): Promise<void> {
  return writeSynced(join(folder, BADGE_FILE), `${JSON.stringify(badgeOf(result), null, 2)}\n`);
}
