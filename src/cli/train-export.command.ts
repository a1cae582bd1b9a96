import { Command } from 'commander';
import { readConfig } from '../config/read-config.js';
import { exportCheckpoint } from './train/export-checkpoint.js';

interface ExportOptions {
  readonly checkpoint?: string;
  readonly id?: string;
  readonly models?: string;
  readonly cache?: string;
}

/** `tryflow train-export`: makes a model of a run as it stands. */
export function trainExportCommand(): Command {
  return new Command('train-export')
    .description('Makes a model of a run, finished or not, from one of its checkpoints. Prints its folder.')
    .argument('<run>', 'folder of the run, as given to `tryflow train --out`')
    .option('--checkpoint <name>', 'name of a folder in checkpoints/; default: the newest')
    .option('--id <id>', "id of the model; default: the run's name")
    .option('--models <folder>', 'folder of the models; default: MODELS_DIR')
    .option('--cache <folder>', 'prepared data; default: cache in the run')
    .action(runExport);
}

async function runExport(run: string, { models, ...options }: ExportOptions): Promise<void> {
  const modelsDir = models ?? readConfig(process.env).modelsDir;
  process.stdout.write(`${await exportCheckpoint({ run, modelsDir, ...options })}\n`);
}
