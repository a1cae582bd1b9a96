import { Command } from 'commander';
import { runTraining } from './train/run-training.js';
import { stopSignal } from './train/stop-signal.js';
import type { TrainingRequest } from './train/training-request.js';

/** `tryflow train`: trains tutor and student by a configuration, or goes on where it stopped. */
export function trainCommand(): Command {
  return new Command('train')
    .description(
      'Trains by a configuration (docs/training.md). The same command resumes a run that was stopped or killed. Prints the folder of the exported model; progress goes to stderr.',
    )
    .requiredOption('--config <file.json>', 'what to train, on which data')
    .requiredOption('--out <folder>', 'the run: checkpoints, log, TensorBoard events, sheets, model')
    .option('--cache <folder>', 'prepared data, shared by runs; default: cache in the run')
    .action(train);
}

async function train(request: TrainingRequest): Promise<void> {
  const folder = await runTraining(request, stopSignal());
  if (folder !== undefined) process.stdout.write(`${folder}\n`);
}
