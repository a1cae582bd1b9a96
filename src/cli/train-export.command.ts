import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../config/read-config.js';
import { exportCheckpoint } from './train/export-checkpoint.js';

interface ExportOptions {
  readonly checkpoint?: string;
  readonly id?: string;
  readonly models?: string;
  readonly cache?: string;
  readonly startShare?: number;
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
    .option(
      '--start-share <share>',
      'mix the weights that the run began with into its own, 0 to 1; 0.5 is often better than either',
      share,
    )
    .action(runExport);
}

async function runExport(run: string, { models, ...options }: ExportOptions): Promise<void> {
  const modelsDir = models ?? readConfig(process.env).modelsDir;
  process.stdout.write(`${await exportCheckpoint({ run, modelsDir, ...options })}\n`);
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  return value;
}
