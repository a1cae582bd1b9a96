import { Command, InvalidArgumentError, Option } from 'commander';
import { LAYOUT_NAMES } from '../neural/datasets/open-data-set.js';
import { finetune, type FinetuneRequest } from './train/finetune.js';
import { stopSignal } from './train/stop-signal.js';

/** `tryflow finetune`: goes on training a shipped student on a merchant's own pairs. */
export function finetuneCommand(): Command {
  return new Command('finetune')
    .description(
      'Trains a model further on pairs of your own (docs/training.md). The same command resumes. Prints the folder of the exported model; progress goes to stderr.',
    )
    .requiredOption('--model <folder>', 'the model to begin with; it must have weights.safetensors')
    .requiredOption('--data <path>', 'your pairs: folder, .tar file or folder of .tar shards')
    .addOption(new Option('--layout <name>', 'how their files lie').choices(LAYOUT_NAMES).default('viton'))
    .requiredOption('--out <folder>', 'the run: checkpoints, log, TensorBoard events, sheets, model')
    .requiredOption('--name <id>', 'id of the new model')
    .option(
      '--terms <text>',
      "for the new model's card: what the licence of your pairs allows",
      'not stated; treat as research only',
    )
    .addOption(
      new Option('--use <use>', 'what your pairs may be used for')
        .choices(['research', 'commercial'])
        .default('research'),
    )
    .option('--validation <path>', 'pairs of the same layout that are kept out of training')
    .option('--samples <count>', 'samples to see', wholeNumber, 8000)
    .option('--rate <number>', 'highest learning rate', positive, 1e-4)
    .action(run);
}

async function run(request: FinetuneRequest): Promise<void> {
  const folder = await finetune(request, stopSignal());
  if (folder !== undefined) process.stdout.write(`${folder}\n`);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}
