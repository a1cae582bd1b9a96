import { Command } from 'commander';
import { readConfig } from '../config/read-config.js';
import { importPfafn } from './models-import/import-pfafn.js';

interface ImportPfafnOptions {
  readonly warp: string;
  readonly gen: string;
  readonly id: string;
  readonly models?: string;
}

/** `tryflow models import-pfafn`: makes a model of the published checkpoints. */
export function importPfafnCommand(): Command {
  return new Command('import-pfafn')
    .description(
      'Makes a model of the published PF-AFN checkpoints (non-commercial research only) and runs it once. Prints its folder; progress goes to stderr.',
    )
    .requiredOption('--warp <file>', 'checkpoint of the warping module, a .pth file')
    .requiredOption('--gen <file>', 'checkpoint of the generative module, a .pth file')
    .option('--id <id>', 'id of the new model', 'pf-afn')
    .option('--models <folder>', 'folder of the models; default: MODELS_DIR')
    .action(runImport);
}

async function runImport({ models, ...options }: ImportPfafnOptions): Promise<void> {
  const modelsDir = models ?? readConfig(process.env).modelsDir;
  const folder = await importPfafn({ ...options, modelsDir });
  process.stdout.write(`${folder}\n`);
}
