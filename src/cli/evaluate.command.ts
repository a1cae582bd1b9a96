import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { BENCHMARK_IDS, type BenchmarkId } from '../evaluation/benchmarks/benchmark.js';
import { writeCardFigures } from './evaluate/card-figures.js';
import { listBenchmarks } from './evaluate/list-benchmarks.js';
import { type EvaluateOptions, runEvaluation } from './evaluate/run-evaluation.js';
import { tellResult } from './evaluate/tell-result.js';
import { EXIT } from './exit-code.js';

const DEFAULT_ROOT = 'evaluations';

/** `tryflow evaluate …`: how good a model is, by the field's benchmarks (docs/evaluation.md). */
export function evaluateCommand(): Command {
  const list = new Command('list')
    .description('Lists the benchmarks: what each compares, what data it needs, and what was published.')
    .option('--json', 'as JSON, for programs')
    .action(({ json }: { json?: boolean }) => print(listBenchmarks(json === true)));
  const card = new Command('card')
    .description('Writes the figures of an ended run into the metrics of a model’s card.')
    .requiredOption('--run <folder>', 'folder of the run')
    .requiredOption('--model <folder>', 'folder of the model, which must be the one that was measured')
    .action(async ({ run, model }: { run: string; model: string }) => {
      print(await writeCardFigures(run, model));
    });
  return new Command('evaluate')
    .description(
      'Measures a model on a benchmark. The same command goes on where it was stopped or killed. Prints figures beside published ones; progress goes to stderr. Exit code 1 when nothing could be measured, or with --strict when anything could not.',
    )
    .addArgument(new Argument('<benchmark>', 'see `tryflow evaluate list`').choices(BENCHMARK_IDS))
    .option('--data <path>', 'folder or .tar in the benchmark’s layout')
    .option('--model <id|folder>', 'what is measured; default: MODEL')
    .option('--against <id|folder>', 'a second model, compared item by item')
    .option('--out <folder>', `folder of the run; default: ${DEFAULT_ROOT}/<benchmark>-<model>-<digest>`)
    .option('--limit <n>', 'only the first so many items', positive)
    .option('--people <ids>', 'of renders: whom to measure, as p03,p05', words)
    .option('--split <name>', 'which part of the data set')
    .option('--train <path>', 'training data in the same layout: equal pictures are named as leaks')
    .addOption(
      new Option('--size <size>', 'what is compared: the model’s own frame, or the size of published figures')
        .choices(['frame', 'published'])
        .default('frame'),
    )
    .option('--features <file>', 'weights for FID and KID: Inception’s .pth, or an .onnx as a labelled proxy')
    .addOption(
      new Option('--resize <how>', 'how pictures are brought to that network’s size').choices([
        'bilinear',
        'bicubic-antialiased',
      ]),
    )
    .addOption(
      new Option('--lpips <backbone>', 'also measure LPIPS 0.1, with the two files below').choices([
        'alex',
        'vgg',
      ]),
    )
    .option('--lpips-backbone <file>', 'torchvision’s AlexNet or VGG-16 weights')
    .option('--lpips-linear <file>', 'LPIPS’ own linear layers, version 0.1')
    .option('--threads <n>', 'of the network', positive, 1)
    .option('--strict', 'exit code 1 when any item could not be measured')
    .option('--json', 'print result.json')
    .action(evaluateModel)
    .addCommand(list)
    .addCommand(card);
}

async function evaluateModel(
  benchmark: BenchmarkId,
  { json, strict, ...options }: EvaluateOptions & { json?: boolean; strict?: boolean },
): Promise<void> {
  const { result, folder } = await runEvaluation(benchmark, options, DEFAULT_ROOT);
  print(json ? [JSON.stringify(result, null, 2)] : tellResult(result, folder));
  if (result.items === 0 || (strict && result.problems.length > 0)) process.exitCode = EXIT.failed;
}

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

function positive(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1) return value;
  throw new InvalidArgumentError('Give a whole number of at least 1.');
}

function words(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
