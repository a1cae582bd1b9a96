import { Command, InvalidArgumentError } from 'commander';
import { sendTorchBatches, writeTorchJob } from './train/torch-job.js';

interface StageOptions {
  readonly config: string;
  readonly stage: number;
  readonly cache: string;
}

interface JobOptions extends StageOptions {
  readonly weights: readonly string[];
}

interface BatchesOptions extends StageOptions {
  readonly rank: number;
  readonly world: number;
  readonly from: number;
}

/** `tryflow train-torch`: hands a stage of a training to PyTorch. */
export function trainTorchCommand(): Command {
  const job = forStage(
    'job',
    'Writes what training/torch/train.py trains: loss graph, settings, first weights.',
  )
    .argument('<folder>', 'the job')
    .option('--weights <file...>', 'safetensors files that earlier stages left', [])
    .action((folder: string, { weights, ...stage }: JobOptions) => writeTorchJob(stage, weights, folder));
  const batches = forStage('batches', 'Writes the batches of one process to stdout, for train.py --batches.')
    .option('--rank <number>', 'of the process, from 0', wholeNumber, 0)
    .option('--world <count>', 'how many processes there are', wholeNumber, 1)
    .option('--from <step>', 'step to begin with, from 0', wholeNumber, 0)
    .action((options: BatchesOptions) => sendTorchBatches(options, process.stdout));
  return new Command('train-torch')
    .description('Hands a stage of a training to PyTorch on GPUs (training/torch/README.md).')
    .addCommand(job)
    .addCommand(batches);
}

function forStage(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption('--config <file.json>', 'as for `tryflow train`; a batch is that of one process')
    .requiredOption('--stage <number>', 'which of its stages, from 1', wholeNumber)
    .requiredOption('--cache <folder>', 'prepared data');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}
