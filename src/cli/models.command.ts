import { Command } from 'commander';
import type { Config } from '../config/config.js';
import { readConfig } from '../config/read-config.js';
import { ModelRegistry, type ModelSummary } from '../models/model-registry.js';
import { importPfafnCommand } from './models-import.command.js';
import { progress } from './progress.js';

/** `tryflow models …`: what lies in the models folder, and what is brought there. */
export function modelsCommand(): Command {
  const list = new Command('list')
    .description('Lists the models of MODELS_DIR and whether they can be used here.')
    .option('--json', 'as JSON, for programs')
    .action(listModels);
  return new Command('models')
    .description('Looks at the models and brings new ones.')
    .addCommand(list)
    .addCommand(importPfafnCommand());
}

async function listModels(options: { json?: boolean }): Promise<void> {
  const config = readConfig(process.env);
  const models = (await modelRegistry(config).list()).map(toRow);
  if (options.json) process.stdout.write(`${JSON.stringify(models, null, 2)}\n`);
  else for (const line of table(models)) process.stdout.write(`${line}\n`);
  if (models.length === 0) progress(`No models in ${config.modelsDir}; MODELS_DIR names another folder.`);
}

/** The registry with the same licence rule as the server's. */
export function modelRegistry(config: Config): ModelRegistry {
  const { modelsDir: folder, production, allowResearchModels } = config;
  return new ModelRegistry({ folder, production, allowResearchModels });
}

interface ModelRow {
  readonly id: string;
  readonly version: string | null;
  readonly name: string | null;
  readonly allowedUse: string | null;
  readonly licence: string | null;
  readonly digest: string | null;
  readonly usable: boolean;
  readonly problem: string | null;
}

function toRow({ id, card, digest, error }: ModelSummary): ModelRow {
  return {
    id,
    version: card?.version ?? null,
    name: card?.name ?? null,
    allowedUse: card?.allowedUse ?? null,
    licence: card?.licence ?? null,
    digest: digest ?? null,
    usable: error === undefined,
    problem: error?.message ?? null,
  };
}

function table(models: readonly ModelRow[]): string[] {
  const rows = models.map(({ id, version, allowedUse, digest, name, problem }) => [
    id,
    version ?? '?',
    allowedUse ?? '?',
    digest?.slice(0, 12) ?? '?',
    problem ?? `ok: ${name}`,
  ]);
  const lines = [['ID', 'VERSION', 'USE', 'DIGEST', 'STATE'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
